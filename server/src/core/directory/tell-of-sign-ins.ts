import { formatTime } from "@congthu/shared/dates";
import { deleteSignInAlert, pendingSignInAlerts, type SignInRow } from "../../store/sign-ins.ts";
import type { App } from "../app.ts";
import { postSystemLetterIn, writeSystemLetter } from "../operations/system-letter.ts";

type Deps = Pick<App, "blobs" | "changes" | "clock" | "db" | "metrics" | "site" | "wakeups">;

const ROUND = 100;

const WAYS: Partial<Record<SignInRow["channel"], string>> = {
  web: "trang web (web)",
  mobile: "trang web trên điện thoại (web on a phone)",
  imap: "phần mềm thư, IMAP",
  pop3: "phần mềm thư, POP3",
  submission: "phần mềm thư, SMTP",
  api: "phần mềm thư, JMAP",
};

/** Writes to the owners of accounts about strange sign-ins; each is told once, in the commit that says so. Gives how many letters. */
export async function tellOfSignIns(app: Deps): Promise<number> {
  const pending = await app.db.read((r) => pendingSignInAlerts(r, ROUND));
  for (const s of pending) {
    const letter = await writeSystemLetter(app, { to: [s.address], subject: SUBJECT, text: textOf(s) });
    await app.db.write(async (tx) => {
      if (await deleteSignInAlert(tx, s.sign_in_id)) await postSystemLetterIn(app, tx, letter);
    });
  }
  return pending.length;
}

const SUBJECT = "Cảnh báo: hộp thư của bạn được đăng nhập từ nơi mới";

function textOf(s: SignInRow & { address: string }): string {
  const facts = [
    `Thời gian (time): ${formatTime(s.at)}`,
    `Bằng (by): ${WAYS[s.channel] ?? s.channel}`,
    `Địa chỉ mạng (address): ${s.ip}`,
    ...(s.agent === "" ? [] : [`Trình duyệt (browser): ${s.agent}`]),
  ];
  return `Hộp thư ${s.address} vừa được đăng nhập từ một thiết bị hoặc địa chỉ mạng chưa từng dùng.

${facts.join("\n")}

Nếu là bạn, không cần làm gì.
Nếu không phải bạn: hãy đổi mật khẩu ngay, vào Cài đặt, Bảo mật, chọn "Đăng xuất mọi nơi khác",
và báo cho quản trị viên thư điện tử của cơ quan.

Your mailbox was signed in to from a device or network never used before. If it was not you, change the
password at once, sign out everywhere else under Settings, Security, and tell your administrator.
`;
}
