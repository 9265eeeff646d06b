import { MIXES } from "./agency-plan.ts";
import type { Mix } from "./people.ts";

/** A district-level committee and its communes: "p" phường, "t" thị trấn, "x" xã; a star marks the fully equipped ones. */
export type DistrictPlan = {
  name: string;
  short: string;
  mailboxes: number;
  mix: Mix;
  communes: { p?: string; t?: string; x: string };
};

/** The nine district-level units and 180 communes of Yên Bái before the mergers of 2020. */
export const DISTRICTS: readonly DistrictPlan[] = [
  {
    name: "Thành phố Yên Bái",
    short: "tpyenbai",
    mailboxes: 132,
    mix: MIXES.lowland,
    communes: {
      p: "Đồng Tâm*, Hồng Hà*, Hợp Minh*, Minh Tân*, Nam Cường*, Nguyễn Phúc*, Nguyễn Thái Học*, Yên Ninh*, Yên Thịnh*",
      x: "Âu Lâu*, Giới Phiên*, Minh Bảo, Phúc Lộc, Tân Thịnh, Tuy Lộc, Văn Phú, Văn Tiến",
    },
  },
  {
    name: "Thị xã Nghĩa Lộ",
    short: "txnghialo",
    mailboxes: 98,
    mix: MIXES.thai,
    communes: { p: "Cầu Thia*, Pú Trạng*, Tân An*, Trung Tâm*", x: "Nghĩa An*, Nghĩa Lợi*, Nghĩa Phúc" },
  },
  {
    name: "Huyện Lục Yên",
    short: "lucyen",
    mailboxes: 112,
    mix: MIXES.tay,
    communes: {
      t: "Yên Thế*",
      x:
        "An Lạc, An Phú, Động Quan, Khai Trung, Khánh Hòa, Khánh Thiện, Lâm Thượng, Liễu Đô*, Mai Sơn, Minh Chuẩn, Minh Tiến, Minh Xuân*, " +
        "Mường Lai, Phan Thanh, Phúc Lợi, Tân Lập, Tân Lĩnh, Tân Phượng, Tô Mậu, Trúc Lâu, Trung Tâm, Vĩnh Lạc, Yên Thắng",
    },
  },
  {
    name: "Huyện Mù Cang Chải",
    short: "mucangchai",
    mailboxes: 98,
    mix: MIXES.hmong,
    communes: {
      t: "Mù Cang Chải*",
      x:
        "Cao Phạ, Chế Cu Nha, Chế Tạo, Dế Xu Phình, Hồ Bốn, Khao Mang*, Kim Nọi, La Pán Tẩn*, Lao Chải, Mồ Dề, Nậm Có, Nậm Khắt, " +
        "Púng Luông",
    },
  },
  {
    name: "Huyện Trạm Tấu",
    short: "tramtau",
    mailboxes: 88,
    mix: MIXES.hmong,
    communes: {
      t: "Trạm Tấu*",
      x: "Bản Công, Bản Mù, Hát Lừu*, Làng Nhì, Pá Hu, Pá Lau, Phình Hồ, Tà Xi Láng, Trạm Tấu, Túc Đán, Xà Hồ",
    },
  },
  {
    name: "Huyện Trấn Yên",
    short: "tranyen",
    mailboxes: 108,
    mix: MIXES.lowland,
    communes: {
      t: "Cổ Phúc*",
      x:
        "Báo Đáp, Bảo Hưng*, Cường Thịnh, Đào Thịnh, Hòa Cuông, Hồng Ca, Hưng Khánh*, Hưng Thịnh, Kiên Thành, Lương Thịnh, Minh Quán, " +
        "Minh Quân, Minh Tiến, Nga Quán, Quy Mông, Tân Đồng, Vân Hội, Việt Cường, Việt Hồng, Việt Thành, Y Can",
    },
  },
  {
    name: "Huyện Văn Chấn",
    short: "vanchan",
    mailboxes: 118,
    mix: MIXES.thai,
    communes: {
      t: "Nông trường Liên Sơn*, Nông trường Nghĩa Lộ*, Nông trường Trần Phú*",
      x:
        "An Lương, Bình Thuận, Cát Thịnh*, Chấn Thịnh, Đại Lịch, Đồng Khê, Gia Hội, Hạnh Sơn, Minh An, Nậm Búng, Nậm Lành, Nậm Mười, " +
        "Nghĩa Sơn, Nghĩa Tâm, Phù Nham, Phúc Sơn, Sơn A, Sơn Lương, Sơn Thịnh*, Sùng Đô, Suối Bu, Suối Giàng*, Suối Quyền, Tân Thịnh, " +
        "Thạch Lương, Thanh Lương, Thượng Bằng La, Tú Lệ",
    },
  },
  {
    name: "Huyện Văn Yên",
    short: "vanyen",
    mailboxes: 116,
    mix: MIXES.dao,
    communes: {
      t: "Mậu A*",
      x:
        "An Bình, An Thịnh*, Châu Quế Hạ, Châu Quế Thượng, Đại Phác, Đại Sơn, Đông An, Đông Cuông*, Hoàng Thắng, Lâm Giang, Lang Thíp, " +
        "Mậu Đông, Mỏ Vàng, Nà Hẩu, Ngòi A, Phong Dụ Hạ, Phong Dụ Thượng, Quang Minh, Tân Hợp, Viễn Sơn, Xuân Ái, Xuân Tầm, Yên Hợp, " +
        "Yên Hưng, Yên Phú, Yên Thái",
    },
  },
  {
    name: "Huyện Yên Bình",
    short: "yenbinh",
    mailboxes: 112,
    mix: MIXES.lowland,
    communes: {
      t: "Yên Bình*, Thác Bà*",
      x:
        "Bạch Hà, Bảo Ái*, Cẩm Ân, Cẩm Nhân, Đại Đồng*, Đại Minh, Hán Đà, Mông Sơn, Mỹ Gia, Ngọc Chấn, Phú Thịnh, Phúc An, Phúc Ninh, " +
        "Tân Hương, Tân Nguyên, Thịnh Hưng, Tích Cốc, Văn Lãng, Vĩnh Kiên, Vũ Linh*, Xuân Lai, Xuân Long, Yên Bình, Yên Thành",
    },
  },
];
