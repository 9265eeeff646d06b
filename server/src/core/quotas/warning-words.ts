type Room = { percent: number; usedBytes: number; quotaBytes: number };

/** What the owner of a mailbox that fills is told. */
export function fullMailboxLetter(name: string, q: Room): { subject: string; text: string } {
  const room = `${gigabytes(q.usedBytes)} / ${gigabytes(q.quotaBytes)}`;
  return {
    subject: `Hộp thư đã dùng trên ${q.percent}% dung lượng`,
    text:
      `Hộp thư ${name} đã dùng ${room}.\n\n` +
      "Khi hộp thư đầy, thư gửi đến sẽ bị từ chối. Hãy xóa thư không cần nữa (nhất là thư có tệp lớn), dọn Thùng rác và Thư rác, " +
      "hoặc đề nghị quản trị cơ quan tăng dung lượng.\n\n--------------------\n\n" +
      `The mailbox ${name} uses ${room}. When it is full, letters to it are refused. Delete what is no longer needed, ` +
      "empty Trash and Junk, or ask your administrator for more room.\n",
  };
}

/** What the administrators of an agency are told whose shared room fills. */
export function fullPoolLetter(name: string, q: Room): { subject: string; text: string } {
  const room = `${gigabytes(q.usedBytes)} / ${gigabytes(q.quotaBytes)}`;
  return {
    subject: `Dung lượng dùng chung của ${name} đã dùng trên ${q.percent}%`,
    text:
      `Các hộp thư của ${name} và các đơn vị trực thuộc đã dùng ${room} dung lượng được cấp chung.\n\n` +
      "Khi dùng hết, mọi hộp thư trong đó sẽ không nhận được thư. Hãy rà soát các hộp thư lớn, hoặc đề nghị cấp thêm dung lượng.\n\n" +
      `--------------------\n\nThe mailboxes of ${name} and all below it use ${room} of the room they share. ` +
      "When it is used up, none of them takes mail. Look through the large mailboxes, or ask for more room.\n",
  };
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(2).replace(".", ",")} GB`;
}
