/**
 * The setting `papers` until somebody changes it. Legal bases are text here and nowhere in code: laws are renamed often (vietnam.md §1.1). Those named
 * are cited by the provincial regulations of 2025.
 */
export const DEFAULT_PAPERS = {
  department: {
    parent: "",
    agency: "",
    symbol: "BC-",
    place: "",
    bases: [
      "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
      "Căn cứ Chỉ thị số 34/2008/CT-TTg ngày 03 tháng 12 năm 2008 của Thủ tướng Chính phủ về việc tăng cường sử dụng hệ thống thư điện tử trong hoạt động của cơ quan nhà nước;",
      "Căn cứ quy chế quản lý, sử dụng hệ thống thư điện tử công vụ của tỉnh,",
    ],
    to: ["Ủy ban nhân dân tỉnh"],
    recipients: ["- Như trên;", "- Các sở, ban, ngành;", "- UBND các xã, phường;", "- Lưu: VT."],
    authority: [],
    title: "GIÁM ĐỐC",
    name: "",
  },
  agency: {
    bases: ["Căn cứ quy chế quản lý, sử dụng hệ thống thư điện tử công vụ của tỉnh,"],
    to: [],
    recipients: ["- Như trên;", "- Lưu: VT."],
  },
};
