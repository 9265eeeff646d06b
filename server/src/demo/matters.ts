/** Which document an attachment is made as. */
export type FileKind = "pdf" | "docx" | "xlsx" | "chart" | "photo";

/** Whom an official letter goes to. `agencies` are all shared mailboxes, `staff` the people of the sender's agency, `everyone` all accounts. */
export type Audience = "agencies" | "communes" | "departments" | "leaders" | "staff" | "everyone";

/**
 * One piece of official business, to be written by an agency and answered by others. In the texts `{han}` is a deadline, `{ngay}` a day of a
 * meeting, `{quy}` the quarter, `{thang}` the month, `{nam}` the year, `{nams}` the next year, `{tinh}` the province.
 */
export type Matter = {
  key: string;
  kind: "Công văn" | "Giấy mời" | "Thông báo" | "Báo cáo" | "Kế hoạch" | "Hướng dẫn" | "Tờ trình";
  /** Agencies that may write it, by key. */
  by: readonly string[];
  /** The division in the symbol, as in 12/SNV-CCVC. */
  section: string;
  subject: string;
  body: readonly string[];
  audience: Audience;
  files: readonly FileKind[];
  /** Heading of the annex, when there is one; its rows are agencies. */
  annex?: readonly string[];
  /** What the recipients answer, when they must. */
  answer?: string;
  urgent?: true;
};

export const MATTERS: readonly Matter[] = [
  {
    ...{ key: "training", kind: "Công văn", by: ["snv"], section: "CCVC", audience: "agencies", files: ["docx"] },
    subject: "V/v đăng ký nhu cầu đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm {nams}",
    body: [
      "Thực hiện Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức, viên chức của Ủy ban nhân dân {tinh}, Sở Nội vụ đề nghị các cơ quan, đơn vị rà soát, đăng ký nhu cầu đào tạo, bồi dưỡng năm {nams} theo biểu mẫu gửi kèm.",
      "Nội dung đăng ký tập trung vào bồi dưỡng theo tiêu chuẩn ngạch, bồi dưỡng lãnh đạo, quản lý, kỹ năng số và tiếng dân tộc thiểu số.",
      "Văn bản đăng ký gửi về Sở Nội vụ trước ngày {han} để tổng hợp, trình cấp có thẩm quyền phê duyệt.",
    ],
    annex: ["STT", "Cơ quan, đơn vị", "Số lượt đăng ký", "Ghi chú"],
    answer: "Đơn vị xin gửi kèm bảng đăng ký nhu cầu đào tạo, bồi dưỡng năm tới. Kính đề nghị Sở Nội vụ tổng hợp.",
  },
  {
    ...{
      key: "mailReport",
      kind: "Công văn",
      by: ["stttt", "skhcn"],
      section: "CĐS",
      audience: "agencies",
      files: ["xlsx"],
    },
    subject: "V/v báo cáo tình hình quản lý và sử dụng thư điện tử công vụ quý {quy}",
    body: [
      "Để có cơ sở đánh giá mức độ sử dụng hệ thống thư điện tử công vụ của {tinh}, đề nghị các cơ quan, đơn vị báo cáo tình hình quản lý, sử dụng hộp thư quý {quy} theo mẫu gửi kèm.",
      "Trong đó nêu rõ: số cán bộ, công chức, viên chức, người lao động đã được cấp hộp thư; số người thường xuyên sử dụng trong công việc; việc rà soát, công khai danh bạ; tồn tại, vướng mắc và đề xuất, kiến nghị.",
      "Báo cáo gửi trước ngày {han}. Các hộp thư không đăng nhập trong 45 ngày liên tục sẽ bị tạm khóa theo quy chế.",
    ],
    annex: ["STT", "Cơ quan, đơn vị", "Số hộp thư", "Thường xuyên sử dụng"],
    answer: "Đơn vị đã rà soát danh sách hộp thư, cập nhật danh bạ và gửi kèm số liệu theo mẫu.",
  },
  {
    ...{ key: "budget", kind: "Công văn", by: ["stc"], section: "QLNS", audience: "agencies", files: ["xlsx", "pdf"] },
    subject: "V/v xây dựng dự toán thu, chi ngân sách nhà nước năm {nams}",
    body: [
      "Căn cứ quy định của Luật Ngân sách nhà nước và hướng dẫn của Bộ Tài chính, Sở Tài chính đề nghị các cơ quan, đơn vị lập dự toán thu, chi ngân sách nhà nước năm {nams} đúng biểu mẫu, đúng định mức phân bổ.",
      "Dự toán phải thuyết minh rõ cơ sở tính toán, các nhiệm vụ chi tăng, giảm so với năm {nam}, nhất là chi mua sắm, sửa chữa tài sản và chi chuyển đổi số.",
      "Đề nghị gửi hồ sơ về Sở Tài chính trước ngày {han}; quá thời hạn trên, Sở Tài chính tổng hợp theo số liệu đã có.",
    ],
    annex: ["STT", "Đơn vị dự toán", "Dự toán năm trước (triệu đồng)", "Dự toán năm sau (triệu đồng)"],
    answer:
      "Đơn vị gửi dự toán thu, chi ngân sách năm tới kèm thuyết minh. Các khoản tăng đã được giải trình tại mục 3.",
  },
  {
    ...{ key: "assets", kind: "Công văn", by: ["stc"], section: "GCS", audience: "departments", files: ["xlsx"] },
    subject: "V/v kiểm kê, báo cáo tài sản công và mua sắm tập trung",
    body: [
      "Sở Tài chính đề nghị các cơ quan, đơn vị thực hiện kiểm kê tài sản công tại thời điểm cuối tháng {thang}, đối chiếu với cơ sở dữ liệu và báo cáo số chênh lệch (nếu có).",
      "Nhu cầu mua sắm tập trung máy tính, máy in, máy quét đăng ký theo biểu gửi kèm, trước ngày {han}.",
    ],
    annex: ["STT", "Đơn vị", "Nguyên giá (triệu đồng)", "Giá trị còn lại (triệu đồng)"],
    answer: "Đơn vị gửi kết quả kiểm kê, không có chênh lệch so với sổ sách.",
  },
  {
    ...{
      key: "meetingEconomy",
      kind: "Giấy mời",
      by: ["vanphong"],
      section: "TH",
      audience: "leaders",
      files: ["pdf"],
    },
    subject: "Họp đánh giá tình hình kinh tế - xã hội tháng {thang}, nhiệm vụ trọng tâm tháng tới",
    body: [
      "Ủy ban nhân dân {tinh} trân trọng kính mời các đồng chí dự họp đánh giá tình hình kinh tế - xã hội tháng {thang} và triển khai nhiệm vụ trọng tâm tháng tới.",
      "Thời gian: 08 giờ 00 phút, ngày {ngay}. Địa điểm: Phòng họp số 1, trụ sở Ủy ban nhân dân tỉnh; các xã, phường dự trực tuyến tại điểm cầu của mình.",
      "Tài liệu gửi kèm thư này, không in bản giấy. Đề nghị các đồng chí nghiên cứu trước và phát biểu đúng trọng tâm.",
    ],
    answer:
      "Đơn vị cử đồng chí lãnh đạo dự họp đúng thành phần, xin đăng ký phát biểu nội dung về giải ngân vốn đầu tư công.",
  },
  {
    ...{
      key: "meetingStorm",
      kind: "Giấy mời",
      by: ["snnmt", "snnptnt"],
      section: "TL",
      audience: "communes",
      files: [],
      urgent: true,
    },
    subject: "Họp trực tuyến triển khai công tác ứng phó mưa lũ, sạt lở đất",
    body: [
      "Theo bản tin dự báo, từ đêm nay đến ngày {ngay} khu vực có mưa to đến rất to, nguy cơ cao xảy ra lũ quét và sạt lở đất.",
      "Kính mời các đồng chí dự họp trực tuyến để triển khai phương án sơ tán dân ở vùng nguy hiểm, bảo vệ hồ đập và bảo đảm thông tin liên lạc. Thời gian: 14 giờ 00 phút hôm nay.",
    ],
    answer:
      "Địa phương đã nắm nội dung, tổ xung kích trực 24/24 giờ; tuyến đường liên thôn có hai điểm sạt nhẹ, đã cắm biển cảnh báo.",
  },
  {
    ...{ key: "reform", kind: "Kế hoạch", by: ["snv"], section: "CCHC", audience: "agencies", files: ["pdf"] },
    subject: "Kiểm tra công tác cải cách hành chính quý {quy}",
    body: [
      "Sở Nội vụ thông báo kế hoạch kiểm tra công tác cải cách hành chính quý {quy} tại các cơ quan, đơn vị.",
      "Nội dung kiểm tra: việc tiếp nhận, giải quyết thủ tục hành chính; gửi, nhận văn bản điện tử có ký số; sử dụng thư điện tử công vụ; kỷ luật, kỷ cương hành chính.",
      "Đề nghị các đơn vị chuẩn bị báo cáo và cử cán bộ làm việc với đoàn từ ngày {ngay}.",
    ],
    answer: "Đơn vị đã chuẩn bị báo cáo và phân công cán bộ đầu mối làm việc với đoàn kiểm tra.",
  },
  {
    ...{ key: "emulation", kind: "Hướng dẫn", by: ["snv"], section: "TĐKT", audience: "agencies", files: ["docx"] },
    subject: "Bình xét, đề nghị khen thưởng cuối năm {nam}",
    body: [
      "Sở Nội vụ hướng dẫn các cơ quan, đơn vị bình xét danh hiệu thi đua, hình thức khen thưởng năm {nam} bảo đảm công khai, đúng đối tượng, đúng thành tích.",
      "Hồ sơ đề nghị khen thưởng gửi qua hệ thống quản lý văn bản và điều hành; bản tổng hợp gửi vào hộp thư công vụ của Sở trước ngày {han}.",
    ],
  },
  {
    ...{
      key: "dengue",
      kind: "Công văn",
      by: ["syt"],
      section: "NVY",
      audience: "communes",
      files: ["chart"],
      urgent: true,
    },
    subject: "V/v tăng cường phòng, chống bệnh sốt xuất huyết và bệnh truyền nhiễm mùa mưa",
    body: [
      "Từ đầu tháng {thang} đến nay, số ca mắc sốt xuất huyết tăng so với cùng kỳ. Sở Y tế đề nghị các địa phương tổ chức chiến dịch diệt bọ gậy, vệ sinh môi trường vào sáng thứ Bảy hằng tuần.",
      "Trạm y tế giám sát, phát hiện sớm ca bệnh, báo cáo trong ngày; chuẩn bị đủ thuốc, hóa chất, vật tư. Số ca mắc theo tuần xem biểu đồ kèm theo.",
      "Báo cáo kết quả thực hiện gửi về Sở Y tế trước ngày {han}.",
    ],
    answer: "Trong tuần địa phương không ghi nhận ca mắc mới; đã tổng vệ sinh môi trường tại tất cả các thôn.",
  },
  {
    ...{ key: "vaccine", kind: "Thông báo", by: ["syt"], section: "NVY", audience: "communes", files: ["xlsx"] },
    subject: "Lịch tiêm chủng mở rộng và phân bổ vắc-xin tháng {thang}",
    body: [
      "Sở Y tế thông báo lịch tiêm chủng mở rộng và số lượng vắc-xin phân bổ cho các xã, phường tháng {thang} như biểu kèm theo.",
      "Các trạm y tế nhận vắc-xin tại kho trước ngày tiêm một ngày, bảo đảm dây chuyền lạnh.",
    ],
    annex: ["STT", "Địa phương", "Số liều", "Ngày tiêm"],
  },
  {
    ...{ key: "school", kind: "Công văn", by: ["sgddt"], section: "QLCL", audience: "communes", files: ["docx"] },
    subject: "V/v rà soát cơ sở vật chất trường học, chuẩn bị thi học sinh giỏi",
    body: [
      "Sở Giáo dục và Đào tạo đề nghị các địa phương rà soát cơ sở vật chất, bảo đảm an toàn trường học trong mùa mưa lũ, nhất là các điểm trường lẻ.",
      "Danh sách học sinh dự thi chọn học sinh giỏi gửi về Sở trước ngày {han}.",
    ],
    answer: "Các điểm trường bảo đảm an toàn; một phòng học bán kiên cố cần sửa mái, địa phương đang cân đối kinh phí.",
  },
  {
    ...{
      key: "digital",
      kind: "Kế hoạch",
      by: ["skhcn", "stttt"],
      section: "CĐS",
      audience: "agencies",
      files: ["pdf"],
    },
    subject: "Tập huấn kỹ năng số và an toàn thông tin cho cán bộ, công chức",
    body: [
      "Tổ chức hai lớp tập huấn kỹ năng số, nhận biết thư lừa đảo, sử dụng chữ ký số và xác thực hai lớp cho cán bộ, công chức cấp xã.",
      "Thời gian: từ ngày {ngay}, mỗi lớp một ngày rưỡi; hình thức trực tiếp kết hợp trực tuyến. Danh sách đăng ký gửi trước ngày {han}.",
    ],
    annex: ["STT", "Cơ quan, đơn vị", "Số người tham dự", "Lớp"],
    answer: "Đơn vị đăng ký cử người tham dự lớp 1, danh sách kèm theo.",
  },
  {
    ...{ key: "passwords", kind: "Thông báo", by: ["skhcn", "stttt"], section: "CĐS", audience: "everyone", files: [] },
    subject: "Cảnh báo thư giả mạo, lừa đảo lấy cắp mật khẩu thư công vụ",
    body: [
      "Gần đây xuất hiện thư giả mạo bộ phận quản trị, yêu cầu người dùng bấm vào liên kết để “nâng cấp dung lượng hộp thư”. Bộ phận quản trị không bao giờ hỏi mật khẩu qua thư.",
      "Đề nghị cán bộ, công chức, viên chức không mở tệp lạ, không nhập mật khẩu vào trang không phải của hệ thống, báo ngay cho đầu mối công nghệ thông tin khi nghi ngờ.",
      "Mật khẩu phải có ít nhất 9 ký tự gồm chữ hoa, chữ thường, chữ số và ký tự đặc biệt; không dùng chung cho dịch vụ khác.",
    ],
  },
  {
    ...{ key: "holiday", kind: "Thông báo", by: ["vanphong"], section: "HC", audience: "everyone", files: ["pdf"] },
    subject: "Phân công trực cơ quan, treo cờ Tổ quốc và bảo đảm an ninh trật tự dịp nghỉ lễ",
    body: [
      "Văn phòng thông báo đến các cơ quan, đơn vị phân công lãnh đạo, cán bộ trực, treo cờ Tổ quốc và bảo đảm an ninh, trật tự, phòng cháy, chữa cháy trong dịp nghỉ lễ.",
      "Danh sách trực gửi về Văn phòng qua hộp thư công vụ. Khi có việc đột xuất, báo cáo ngay lãnh đạo trực.",
    ],
  },
  {
    ...{
      key: "maintenance",
      kind: "Thông báo",
      by: ["skhcn", "stttt"],
      section: "HTTT",
      audience: "everyone",
      files: [],
    },
    subject: "Bảo trì hệ thống thư điện tử công vụ tối thứ Bảy",
    body: [
      "Để nâng cấp hệ thống, dịch vụ thư điện tử công vụ tạm ngừng từ 20 giờ 00 phút đến 23 giờ 00 phút, thứ Bảy. Thư gửi đến trong thời gian này được chuyển sau khi bảo trì xong, không bị mất.",
      "Mọi vướng mắc liên hệ bộ phận hỗ trợ trong giờ hành chính.",
    ],
  },
  {
    ...{
      key: "forest",
      kind: "Báo cáo",
      by: ["snnmt", "snnptnt"],
      section: "KL",
      audience: "departments",
      files: ["pdf", "photo"],
    },
    subject: "Kết quả công tác quản lý, bảo vệ và phát triển rừng quý {quy}",
    body: [
      "Trong quý {quy}, toàn tỉnh trồng mới và chăm sóc rừng đạt kế hoạch; tỷ lệ che phủ duy trì ổn định; không xảy ra cháy rừng lớn.",
      "Lực lượng kiểm lâm phối hợp với chính quyền cấp xã tuần tra, phát hiện và xử lý kịp thời các vụ vi phạm. Ảnh hiện trường gửi kèm.",
    ],
  },
  {
    ...{
      key: "rice",
      kind: "Công văn",
      by: ["snnmt", "snnptnt"],
      section: "TT",
      audience: "communes",
      files: ["xlsx"],
    },
    subject: "V/v thống kê diện tích, năng suất lúa mùa và gieo trồng cây vụ Đông",
    body: [
      "Đề nghị các địa phương thống kê diện tích đã thu hoạch, năng suất lúa mùa; chỉ đạo gieo trồng cây vụ Đông đúng khung thời vụ.",
      "Số liệu gửi theo biểu kèm theo trước ngày {han}, trước 16 giờ 00 phút.",
    ],
    annex: ["STT", "Địa phương", "Diện tích (ha)", "Năng suất (tạ/ha)"],
    answer: "Địa phương gửi số liệu thống kê; diện tích ngô đông đạt 92% kế hoạch do mưa đầu vụ.",
  },
  {
    ...{
      key: "publicInvestment",
      kind: "Công văn",
      by: ["vanphong", "stc"],
      section: "TH",
      audience: "departments",
      files: ["xlsx", "chart"],
    },
    subject: "V/v đẩy nhanh tiến độ giải ngân vốn đầu tư công những tháng cuối năm {nam}",
    body: [
      "Đến hết tháng {thang}, tỷ lệ giải ngân vốn đầu tư công toàn tỉnh còn thấp so với kế hoạch. Đề nghị các chủ đầu tư rà soát từng dự án, tháo gỡ vướng mắc về mặt bằng và thủ tục.",
      "Cam kết tiến độ giải ngân từng tháng gửi trước ngày {han}.",
    ],
    annex: ["STT", "Chủ đầu tư", "Kế hoạch vốn (tỷ đồng)", "Đã giải ngân (%)"],
    answer: "Đơn vị cam kết giải ngân trên 95% kế hoạch vốn, riêng dự án cuối danh mục xin điều chuyển.",
  },
  {
    ...{ key: "oneStop", kind: "Công văn", by: ["vanphong"], section: "KSTT", audience: "communes", files: [] },
    subject: "V/v chấn chỉnh việc giải quyết hồ sơ thủ tục hành chính quá hạn",
    body: [
      "Qua theo dõi trên hệ thống, một số địa phương còn hồ sơ thủ tục hành chính giải quyết quá hạn, chưa gửi thư xin lỗi người dân.",
      "Đề nghị Chủ tịch Ủy ban nhân dân các xã, phường kiểm tra, làm rõ trách nhiệm, khắc phục trước ngày {han} và báo cáo kết quả.",
    ],
    answer:
      "Địa phương đã xử lý xong các hồ sơ quá hạn, gửi thư xin lỗi công dân và rút kinh nghiệm với bộ phận một cửa.",
  },
  {
    ...{
      key: "draftRule",
      kind: "Công văn",
      by: ["skhcn", "stttt"],
      section: "CĐS",
      audience: "departments",
      files: ["docx"],
    },
    subject: "V/v góp ý dự thảo Quy chế quản lý, sử dụng hệ thống thư điện tử công vụ",
    body: [
      "Đề nghị các cơ quan nghiên cứu, góp ý dự thảo Quy chế quản lý, sử dụng hệ thống thư điện tử công vụ gửi kèm, tập trung vào: cấp mới, tạm khóa, thu hồi tài khoản; trách nhiệm kiểm tra hộp thư cơ quan ít nhất hai lần mỗi ngày; xử lý khi lộ, mất mật khẩu.",
      "Ý kiến góp ý gửi trước ngày {han}; sau thời hạn trên, cơ quan không có ý kiến được coi là thống nhất.",
    ],
    answer: "Cơ quan cơ bản thống nhất với dự thảo; đề nghị bổ sung thời hạn khôi phục tài khoản tại Điều 9.",
  },
];
