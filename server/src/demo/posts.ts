import type { AgencyPlan } from "./agency-plan.ts";

/** A place in an agency: title, division, whether it leads or manages, and whether it is the registry clerk's (văn thư). */
export type Post = { title: string; unit: string; leader: boolean; clerk: boolean };

/** The posts of an agency that have a mailbox, highest first: as many as the plan says. */
export function postsOf(plan: AgencyPlan): Post[] {
  if (plan.mailboxes === 0) return [];
  if (plan.kind === "province") return heads(plan, plan.mailboxes - 1);
  const posts = plan.kind === "commune" && plan.units.length === 0 ? communePosts(plan) : officePosts(plan);
  return posts.slice(0, plan.mailboxes);
}

const post = (title: string, unit: string, leader: boolean): Post => ({ title, unit, leader, clerk: false });
const clerkPost = (unit: string): Post => ({ title: "Văn thư", unit, leader: false, clerk: true });

function heads(plan: AgencyPlan, deputies: number): Post[] {
  return [post(plan.head, "", true), ...Array.from({ length: deputies }, () => post(plan.deputy, "", true))];
}

/** Departments, districts, units and communes with divisions: leaders, the office with its clerk, then division by division. */
function officePosts(plan: AgencyPlan): Post[] {
  const n = plan.mailboxes;
  const small = n < 10;
  const office = officeOf(plan);
  const rest = small
    ? smallOffice(plan, office)
    : [
        ...(office.head === null ? [] : [post(office.head, office.name, true)]),
        clerkPost(office.name),
        ...(n >= 60 ? [clerkPost(office.name)] : []),
        ...["Kế toán", "Chuyên viên", "Chuyên viên"].map((title) => post(title, office.name, false)),
      ];
  const top = heads(plan, small ? (n >= 5 ? 1 : 0) : n >= 100 ? 4 : n >= 60 ? 3 : 2);
  const posts = [...top, ...rest];
  const units = plan.units.length > 0 ? plan.units : [office.name];
  if (!small) posts.push(...units.map((unit) => post(chiefOf(unit, plan), unit, true)));
  for (let i = 0; posts.length < n; i++) {
    const unit = units[i % units.length] ?? "";
    const round = Math.floor(i / units.length);
    posts.push(round === 0 && !small ? post(`Phó ${chiefOf(unit, plan)}`, unit, true) : staffPost(plan, unit, round));
  }
  return posts;
}

function smallOffice(plan: AgencyPlan, office: { name: string }): Post[] {
  const clerk = clerkPost(office.name);
  if (plan.mailboxes <= 4) return [clerk];
  return [clerk, ...plan.units.slice(0, 1).map((unit) => post(chiefOf(unit, plan), unit, true))];
}

function officeOf(plan: AgencyPlan): { name: string; head: string | null } {
  if (plan.kind === "district") return { name: "Văn phòng HĐND và UBND", head: "Chánh Văn phòng" };
  if (plan.kind === "commune") return { name: "Văn phòng HĐND và UBND", head: null };
  if (plan.kind === "unit") return { name: "Phòng Tổ chức - Hành chính", head: "Trưởng phòng" };
  if (plan.key === "vanphong") return { name: "Phòng Hành chính - Tổ chức", head: "Trưởng phòng" };
  return plan.mailboxes < 10 ? { name: "Văn phòng", head: null } : { name: "Văn phòng", head: "Chánh Văn phòng" };
}

function chiefOf(unit: string, plan: AgencyPlan): string {
  if (unit.startsWith("Chi cục")) return "Chi cục trưởng";
  if (unit.startsWith("Khoa")) return "Trưởng khoa";
  if (unit.startsWith("Ban")) return "Trưởng ban";
  if (unit.startsWith("Trung tâm")) return "Giám đốc Trung tâm";
  if (unit.startsWith("Thanh tra")) return "Chánh Thanh tra";
  return plan.kind === "unit" && plan.mailboxes < 20 ? "Phụ trách phòng" : "Trưởng phòng";
}

function staffPost(plan: AgencyPlan, unit: string, round: number): Post {
  if (plan.kind !== "unit") return post(round % 4 === 1 ? "Chuyên viên chính" : "Chuyên viên", unit, false);
  if (plan.name.startsWith("Trường")) return post(unit.startsWith("Khoa") ? "Giảng viên" : "Chuyên viên", unit, false);
  if (!/^(Bệnh viện|Trung tâm Kiểm soát)/.test(plan.name)) return post("Viên chức", unit, false);
  if (!unit.startsWith("Khoa")) return post("Viên chức", unit, false);
  return post(["Bác sĩ", "Điều dưỡng", "Kỹ thuật viên"][round % 3] ?? "Bác sĩ", unit, false);
}

/** Cadres and officials of a commune before the two-tier reform, in their usual order. */
function communePosts(plan: AgencyPlan): Post[] {
  const kind = plan.head.replace("Chủ tịch UBND ", "");
  return [
    post(plan.head, "", true),
    clerkPost("Văn phòng - Thống kê"),
    post(`Bí thư Đảng ủy ${kind}`, "Đảng ủy", true),
    post(`Chủ tịch HĐND ${kind}`, "HĐND", true),
    post(plan.deputy, "", true),
    post(plan.deputy, "", true),
    post("Công chức Văn phòng - Thống kê", "Văn phòng - Thống kê", false),
    post("Công chức Tài chính - Kế toán", "Tài chính - Kế toán", false),
    post("Công chức Tư pháp - Hộ tịch", "Tư pháp - Hộ tịch", false),
    post("Công chức Địa chính - Xây dựng", "Địa chính - Xây dựng", false),
    post("Công chức Văn hóa - Xã hội", "Văn hóa - Xã hội", false),
    post("Công chức Địa chính - Nông nghiệp", "Địa chính - Xây dựng", false),
    post("Chỉ huy trưởng Ban Chỉ huy Quân sự", "Quân sự", true),
    post("Công chức Lao động - Thương binh và Xã hội", "Văn hóa - Xã hội", false),
    post("Chủ tịch Ủy ban Mặt trận Tổ quốc", "Mặt trận Tổ quốc", true),
    post("Chủ tịch Hội Liên hiệp Phụ nữ", "Hội Liên hiệp Phụ nữ", true),
    post("Bí thư Đoàn Thanh niên", "Đoàn Thanh niên", true),
    post("Chủ tịch Hội Nông dân", "Hội Nông dân", true),
    post("Chủ tịch Hội Cựu chiến binh", "Hội Cựu chiến binh", true),
  ];
}
