/** A short exchange between two colleagues: what the first writes, and the turns after it, alternately. */
export type Talk = { subject: string; turns: readonly string[]; file?: "docx" | "xlsx" | "pdf" | "photo" };

/**
 * `{ten}` is the given name of the one written to with the address that fits, `{anhchi}` that address alone; `{tuan}`, `{thang}`, `{ngay}`,
 * `{homqua}` the week, month, day and the day before, `{so}` some number.
 */
export const TALKS: readonly Talk[] = [
  {
    subject: "Dự thảo báo cáo tuần {tuan}",
    turns: [
      "Chào {ten},\n\nTôi gửi dự thảo báo cáo tuần để {anhchi} xem giúp phần số liệu ở mục 2. Nếu cần sửa xin ghi luôn vào bản này.",
      "Tôi đã xem, số liệu mục 2 khớp với biểu tổng hợp. Phần kiến nghị nên viết ngắn lại.",
      "Cảm ơn {ten}, tôi sửa và trình lãnh đạo chiều nay.",
    ],
    file: "docx",
  },
  {
    subject: "Xin số điện thoại đầu mối chuyển đổi số",
    turns: [
      "Chào {ten},\n\n{anhchi} cho tôi xin danh sách đầu mối chuyển đổi số của đơn vị để mời tập huấn.",
      "Đầu mối của đơn vị tôi vẫn như năm trước, chưa thay đổi. Cần bổ sung gì {anhchi} cứ nhắn.",
    ],
  },
  {
    subject: "Số liệu hộp thư chưa đăng nhập tháng {thang}",
    turns: [
      "Gửi {ten} danh sách hộp thư chưa đăng nhập lần nào trong quý để nhắc từng người. Danh sách chỉ dùng trong đơn vị.",
      "Tôi nhận được rồi. Có ba người nghỉ chế độ thai sản, đề nghị không tính vào danh sách nhắc.",
      "Đồng ý, tôi đã ghi chú lại.",
    ],
    file: "xlsx",
  },
  {
    subject: "Đổi lịch họp giao ban tuần {tuan}",
    turns: [
      "Chào {ten},\n\nGiao ban tuần này chuyển sang 14 giờ 00 thứ Ba vì lãnh đạo đi cơ sở. Nhờ {anhchi} báo giúp các đồng chí trong phòng.",
      "Vâng, tôi báo ngay. Phòng họp tầng 2 đã đăng ký.",
    ],
  },
  {
    subject: "Ảnh kiểm tra hiện trường ngày {ngay}",
    turns: [
      "Gửi {ten} ảnh chụp tại hiện trường sáng nay. Đường vào bản đi được, chỉ còn đoạn cuối lầy.",
      "Ảnh rõ, tôi đưa vào báo cáo. Cảm ơn {ten}.",
    ],
    file: "photo",
  },
  {
    subject: "Góp ý dự thảo công văn số {so}",
    turns: [
      "Chào {ten},\n\nDự thảo công văn tôi gửi kèm, {anhchi} góp ý giúp trước khi trình ký. Phần căn cứ tôi chưa chắc đã đủ.",
      "Căn cứ nên bổ sung Nghị định số 30/2020/NĐ-CP về công tác văn thư. Nơi nhận thêm Văn phòng để theo dõi.",
      "Đã bổ sung. Tôi trình luôn bản này.",
      "Tốt quá. Khi nào có số báo tôi để gửi cho các xã.",
    ],
    file: "docx",
  },
  {
    subject: "Quên mật khẩu ký số",
    turns: [
      "{ten} ơi, tôi nhập sai mã thiết bị ký số nhiều lần, giờ bị khóa. Phải làm thủ tục gì?",
      "{anhchi_hoa} gửi văn bản đề nghị khôi phục, kèm số hiệu thiết bị. Khoảng hai ngày làm việc là xong.",
    ],
  },
  {
    subject: "Biên bản làm việc ngày {homqua}",
    turns: [
      "Chào {ten},\n\nTôi gửi biên bản làm việc hôm qua. Nếu thống nhất, đề nghị {anhchi} ký và gửi lại bản quét.",
      "Tôi thống nhất nội dung, đã chuyển lãnh đạo ký.",
    ],
    file: "pdf",
  },
  {
    subject: "Hỏi về biểu mẫu đăng ký cấp hộp thư",
    turns: [
      "Chào {ten},\n\nĐơn vị tôi có hai công chức mới tuyển dụng, xin {anhchi} cho mẫu đề nghị cấp hộp thư công vụ.",
      "Mẫu gồm các cột: họ và tên, chức vụ, phòng ban, số điện thoại, nội dung đề nghị. Gửi kèm văn bản của đơn vị, ba ngày làm việc sẽ có.",
      "Cảm ơn {ten}, tôi làm ngay.",
    ],
  },
  {
    subject: "Nhờ kiểm tra số văn bản {so}",
    turns: [
      "{ten} xem giúp văn bản hôm thứ Hai đã vào sổ văn bản đi chưa, tôi chưa thấy số.",
      "Đã vào sổ, tôi vừa phát hành. {anhchi_hoa} kiểm tra hộp thư cơ quan nhé.",
    ],
  },
  {
    subject: "Danh sách dự hội nghị ngày {ngay}",
    turns: [
      "Gửi {ten} danh sách đại biểu dự hội nghị, nhờ {anhchi} kiểm tra lại chức danh trước khi in phù hiệu.",
      "Có hai đồng chí đã chuyển công tác, tôi sửa trực tiếp trong bảng và gửi lại.",
      "Tôi nhận được rồi, cảm ơn {ten}.",
    ],
    file: "xlsx",
  },
  {
    subject: "Tiến độ giải quyết kiến nghị cử tri tháng {thang}",
    turns: [
      "Chào {ten},\n\nCòn bốn kiến nghị cử tri chưa có văn bản trả lời. {anhchi_hoa} cho biết tiến độ để tôi tổng hợp báo cáo.",
      "Hai kiến nghị đã trả lời, hai kiến nghị chờ ý kiến của Sở Tài chính. Cuối tuần tôi báo lại.",
    ],
  },
  {
    subject: "Mượn phòng họp trực tuyến, tuần {tuan}",
    turns: [
      "{ten} ơi, sáng thứ Năm tôi cần phòng họp trực tuyến khoảng hai tiếng, phòng có trống không?",
      "Phòng trống từ 9 giờ 30. Tôi giữ cho {anhchi} và nhờ kỹ thuật thử đường truyền trước.",
    ],
  },
  {
    subject: "Chúc mừng ngày 20/10",
    turns: [
      "Kính chúc {ten} và các chị em trong cơ quan một ngày 20/10 thật vui, mạnh khỏe và hạnh phúc!",
      "Cảm ơn {ten} nhiều nhé!",
    ],
  },
  {
    subject: "Bàn giao hồ sơ công việc",
    turns: [
      "Chào {ten},\n\nTôi bàn giao danh mục hồ sơ đang theo dõi, kèm bảng kê. Bản giấy để ở tủ số 3.",
      "Tôi đã nhận đủ theo bảng kê, còn thiếu hồ sơ số 7, {anhchi} kiểm tra giúp.",
      "Hồ sơ số 7 đang ở chỗ Văn thư, mai tôi chuyển.",
    ],
    file: "xlsx",
  },
];
