/** Words of what a person keeps: links to files. */
export const own = {
  "links.hint":
    "Tệp quá lớn được gửi dưới dạng liên kết. Ai có liên kết đều tải được mà không cần đăng nhập, cho đến khi hết hạn hoặc bị thu hồi. Tệp tính vào dung lượng hộp thư.",
  "links.none": "Chưa có tệp nào được gửi qua liên kết.",
  "links.until": "Hết hạn {day}",
  "links.by": "{name} gửi {day}",
  "links.downloads": "{n} lượt tải, gần nhất {when}",
  "links.noDownloads": "Chưa có lượt tải",
  "links.copy": "Sao chép liên kết tới {name}",
  "links.copied": "Đã sao chép liên kết",
  "links.withdraw": "Thu hồi",
  "links.withdrawOne": "Thu hồi liên kết tới {name}",
  "links.withdrawConfirm": "Sau khi thu hồi, không ai tải được “{name}” nữa, kể cả người đã nhận thư.",
  "links.withdrawn": "Đã thu hồi liên kết",
} as const;
