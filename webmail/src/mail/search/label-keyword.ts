import { fold } from "@congthu/shared/fold";

/** The keyword that stands for a label in the mail, readable for every client: "Việc gấp" is `viec-gap` (RFC 8621 §4.1.1). */
export function labelKeyword(name: string): string {
  return (
    fold(name)
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "nhan"
  );
}
