import css from "./LabelTag.module.css";
import type { Label } from "./label.ts";

/** A label as it stands on a letter. */
export function LabelTag({ label }: { label: Label }) {
  return (
    <span className={css.tag} data-color={label.color}>
      {label.name}
    </span>
  );
}

/** The colour of a label alone. */
export function LabelDot({ color }: { color: Label["color"] }) {
  return <span className={css.dot} data-color={color} aria-hidden="true" />;
}
