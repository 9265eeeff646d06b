/** Words of names with how often they occur, roughly per thousand; the last entries are rare on purpose. */
export type Weighted = readonly (readonly [string, number])[];
export type NameList = {
  family: Weighted;
  men: { middle: Weighted; given: readonly string[] };
  women: { middle: Weighted; given: readonly string[] };
};
export const PEOPLES = ["kinh", "tay", "thai", "dao", "hmong"] as const;
export type People = (typeof PEOPLES)[number];

const words = (text: string): string[] => text.split(" ");
const even = (text: string): Weighted => words(text).map((w) => [w, 1] as const);

/** Given names and middle names by people, as they are met in the lists of Yên Bái's agencies. */
export const NAME_LISTS: Record<People, NameList> = {
  kinh: {
    family: [
      ...([
        ["Nguyễn", 380],
        ["Trần", 115],
        ["Lê", 95],
        ["Phạm", 75],
        ["Hoàng", 48],
        ["Phan", 30],
        ["Vũ", 42],
        ["Đặng", 24],
      ] as const),
      ...([
        ["Bùi", 24],
        ["Đỗ", 22],
        ["Hồ", 10],
        ["Ngô", 15],
        ["Dương", 13],
        ["Lý", 6],
        ["Đinh", 12],
        ["Trịnh", 10],
      ] as const),
      ...([
        ["Mai", 8],
        ["Đoàn", 9],
        ["Tạ", 6],
        ["Lương", 8],
        ["Hà", 8],
        ["Cao", 7],
        ["Lưu", 5],
        ["Tống", 3],
      ] as const),
      ...([
        ["Võ", 6],
        ["Chu", 5],
        ["Quách", 2],
        ["Đào", 8],
        ["Kiều", 2],
        ["Phùng", 4],
        ["Khổng", 1],
        ["Vương", 3],
      ] as const),
    ],
    men: {
      middle: [
        ...([
          ["Văn", 300],
          ["Đức", 100],
          ["Minh", 75],
          ["Quang", 65],
          ["Hữu", 45],
          ["Xuân", 45],
          ["Ngọc", 50],
          ["Công", 40],
        ] as const),
        ...([
          ["Đình", 40],
          ["Thanh", 45],
          ["Trung", 30],
          ["Mạnh", 32],
          ["Tiến", 28],
          ["Hồng", 20],
          ["Việt", 18],
          ["Tuấn", 18],
        ] as const),
        ...([
          ["Quốc", 28],
          ["Duy", 18],
          ["Thế", 26],
          ["Bá", 9],
          ["Trọng", 16],
          ["Anh", 22],
          ["Sĩ", 4],
          ["Hải", 14],
        ] as const),
      ],
      given: [
        ...words(
          "Hùng Dũng Tuấn Cường Sơn Hải Thắng Long Nam Minh Trung Hiếu Quân Đức Anh Hưng Kiên Thành Bình Toàn Việt Linh",
        ),
        ...words(
          "Tùng Phúc Hòa Tiến Mạnh Khánh Đạt Vinh Huy Phong Giang Lâm Chiến Quyết Thịnh An Dương Khoa Lợi Quang Tâm Tân",
        ),
        ...words("Thọ Trường Chính Hoàn Ân Âu Ấn Ước Nghĩa Lực Bảo Chung Đông Thái Tú Luân Hậu"),
      ],
    },
    women: {
      middle: [
        ...([
          ["Thị", 320],
          ["Thị Thu", 55],
          ["Thị Thanh", 60],
          ["Thị Hồng", 50],
          ["Thị Kim", 35],
          ["Thị Ngọc", 40],
        ] as const),
        ...([
          ["Thị Minh", 32],
          ["Thị Bích", 28],
          ["Thị Mai", 24],
          ["Thị Hải", 18],
          ["Thị Phương", 30],
          ["Thị Thúy", 28],
        ] as const),
        ...([
          ["Thị Lan", 18],
          ["Thị Ánh", 10],
          ["Thu", 28],
          ["Thanh", 25],
          ["Ngọc", 25],
          ["Phương", 22],
          ["Hồng", 22],
        ] as const),
        ...([
          ["Minh", 20],
          ["Kim", 15],
          ["Bích", 14],
          ["Thùy", 22],
          ["Diệu", 10],
          ["Quỳnh", 10],
          ["Khánh", 10],
        ] as const),
      ],
      given: [
        ...words(
          "Hương Hà Lan Hoa Hằng Thủy Nga Trang Linh Huyền Yến Anh Thảo Phương Mai Dung Hạnh Nhung Ngọc Vân Oanh Hiền",
        ),
        ...words(
          "Thu Hồng Loan Liên Quỳnh Tuyết Giang Thơm Chi Châu Ánh Đào Bích Xuân Nguyệt Tâm Lý Ngân Duyên Thoa Tươi Thanh",
        ),
        ...words("Hải Minh Hòa Ái Khuyên Lệ Nhàn Thúy Uyên Vui Én"),
      ],
    },
  },
  tay: {
    family: [
      ["Hoàng", 26],
      ["Nông", 18],
      ["Hứa", 10],
      ["Lương", 12],
      ["Hà", 12],
      ["Triệu", 8],
      ["La", 7],
      ["Mông", 6],
      ["Đàm", 5],
      ["Nguyễn", 14],
      ["Ma", 4],
    ],
    men: {
      middle: [
        ["Văn", 50],
        ["Đình", 12],
        ["Trung", 8],
        ["Ngọc", 8],
        ["Quốc", 6],
        ["Xuân", 8],
        ["Quang", 8],
      ],
      given: words(
        "Thuận Khánh Sự Hiệp Lưu Chấp Huân Dương Tuyên Hiến Toản Nghị Kiều Thiết Viện Bằng Hoán Tiệp Ngọ Tuân Đoán Chương",
      ),
    },
    women: {
      middle: [
        ["Thị", 60],
        ["Thị Kim", 8],
        ["Thị Bích", 8],
        ["Thị Thu", 10],
        ["Thị Thanh", 8],
        ["Ngọc", 6],
      ],
      given: words("Nguyệt Đượm Sen Chiên Hoan Nết Tấm Nhình Viền Đào Hồng Huế Dịu Lành Thắm Bắc Thiểm Ngà Diệp Quyên"),
    },
  },
  thai: {
    family: [
      ["Lò", 28],
      ["Hoàng", 18],
      ["Hà", 14],
      ["Cầm", 9],
      ["Đinh", 9],
      ["Lường", 9],
      ["Quàng", 6],
      ["Tòng", 4],
      ["Vì", 5],
      ["Sa", 4],
      ["Điêu", 3],
      ["Cà", 3],
      ["Mè", 2],
    ],
    men: {
      middle: [
        ["Văn", 80],
        ["Đức", 6],
        ["Trung", 5],
        ["Minh", 4],
        ["Xuân", 5],
      ],
      given: words(
        "Pâng Thoan Xôm Ín Xiên Phanh Pọm Inh Thoản Chựa Sung Hặc Piềng Biên Ọn Sơn Hịa Păn Nghĩa Ỏm Loan Phẩn Chiêu",
      ),
    },
    women: {
      middle: [
        ["Thị", 85],
        ["Thị Thu", 5],
        ["Thị Kim", 5],
        ["Thị Minh", 5],
      ],
      given: words("Pành Ún Xiên Ngoan Lả Loan Thương Phượng Hặc Inh Ín Ơn Phẩy Chốm Tỉnh Xuân Đôi Biến Siến Panh"),
    },
  },
  dao: {
    family: [
      ["Triệu", 30],
      ["Bàn", 20],
      ["Đặng", 18],
      ["Lý", 14],
      ["Phùng", 8],
      ["Phàn", 5],
      ["Chảo", 4],
      ["Tẩn", 3],
    ],
    men: {
      middle: [
        ["Văn", 20],
        ["Tiến", 14],
        ["Tài", 14],
        ["Kim", 12],
        ["Nho", 8],
        ["Hữu", 8],
        ["Phúc", 8],
        ["Xuân", 6],
        ["Quý", 6],
        ["Đức", 8],
      ],
      given: words(
        "Cao Phúc Quyên Thịnh Vượng Thọ Lâm Chu Nhất Hương Minh Tài Kinh An Định Chiêu Thanh Vạn Quan Hoa Sinh Tòng Ngân",
      ),
    },
    women: {
      middle: [
        ["Thị", 80],
        ["Mùi", 10],
        ["Thị Mùi", 10],
      ],
      given: words("Nhậy Mui Mùi Pham Ghến Chiều Mẩy Sính Nái Liều Phin Coi Say Chản Pu Lai Viện Xuân Nhàn Lún"),
    },
  },
  hmong: {
    family: even(
      "Giàng Sùng Vàng Thào Lý Mùa Hờ Cứ Chang Hảng Khang Lù Lờ Giàng Sùng Thào Vàng Mùa Chớ Phàng Sổng Hạng",
    ),
    men: {
      middle: [["A", 100]],
      given: words(
        "Páo Chu Sình Tủa Dê Sáy Chống Lử Vàng Dình Sào Say Nủ Tông Chinh Thào Của Trừ Lồng Giống Dơ Phử Súa Khày Cang Lềnh",
      ),
    },
    women: {
      middle: [["Thị", 100]],
      given: words("Mỷ Dợ Chư Sua Dua Mảy Ghênh Xé Ca Sống Pàng Bầu Máy Say Chở Dinh Mo Sài Giống Chu"),
    },
  },
};
