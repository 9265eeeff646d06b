import { common } from "./en/common.ts";
import type { vi } from "./vi.ts";

export const en: Record<keyof typeof vi, string> = { ...common };
