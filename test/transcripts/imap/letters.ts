const lines = (...text: string[]) => Buffer.from(`${text.join("\r\n")}\r\n`);

/** What anh's inbox holds before each transcript. */
export const LETTERS: { bytes: Buffer; flags: string[] }[] = [
  {
    flags: ["\\Seen"],
    bytes: lines(
      "Date: Mon, 2 Mar 2026 08:00:00 +0700",
      "From: =?UTF-8?Q?V=C4=83n_th=C6=B0?= <vanthu@tinh.gov.vn>",
      "To: anh@tinh.gov.vn",
      "Subject: =?UTF-8?B?R2nhuqV5IG3hu51pIGjhu41w?=",
      "Message-ID: <1@tinh.gov.vn>",
      "",
      "Moi du hop luc 8 gio.",
    ),
  },
  {
    flags: [],
    bytes: lines(
      "Date: Tue, 3 Mar 2026 09:30:00 +0700",
      "From: chi@tinh.gov.vn",
      "To: anh@tinh.gov.vn",
      "Cc: binh@tinh.gov.vn",
      "Subject: Bao cao",
      "Message-ID: <2@tinh.gov.vn>",
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "S=E1=BB=91 li=E1=BB=87u",
      "--b",
      "Content-Type: application/octet-stream",
      "Content-Transfer-Encoding: base64",
      'Content-Disposition: attachment; filename="so.bin"',
      "",
      "AAECAwQ=",
      "--b--",
    ),
  },
  {
    flags: ["\\Flagged", "$Important", "khan"],
    bytes: lines("From: x@example.org", "Subject: third", "Message-ID: <3@example.org>", "", "line one", "line two"),
  },
];
