import { fold } from "@congthu/shared/fold";

const LEADING_TITLE =
  /^(bi thu|pho bi thu|chu tich|pho chu tich|giam doc|pho giam doc|truong|pho truong|chanh|pho chanh|hieu truong|pho hieu truong|cuc truong|pho cuc truong)/;

/** Whether a title is a leader's or manager's, where nothing else says so. */
export function isLeadingTitle(title: string): boolean {
  return LEADING_TITLE.test(fold(title));
}
