import type { EmailAddress } from "@congthu/shared/jmap/mail";
import { colorIndex, initialOf } from "../mail/people.ts";
import css from "./PersonSign.module.css";

const COLORS = 8;

/** The round sign of a person: the first letter of the tên, in a colour that stays theirs. */
export function PersonSign({ person, size = 36 }: { person: EmailAddress; size?: number }) {
  return (
    <span
      className={css.sign}
      data-color={colorIndex(person, COLORS)}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.44) }}
      aria-hidden="true"
    >
      {initialOf(person)}
    </span>
  );
}
