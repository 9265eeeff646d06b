import { ActionIcon } from "@mantine/core";
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconChevronUp, IconMinus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../../i18n/t.ts";
import css from "./ComposeTitle.module.css";
import { type Composer, shapeComposer } from "./composers.ts";

type Props = { composer: Composer; subject: string; onClose: () => void };

/** The title bar of a writing window. */
export function ComposeTitle({ composer: { key, shape }, subject, onClose }: Props) {
  const bar = shape === "bar";
  return (
    <div className={css.bar}>
      <button type="button" className={css.title} onClick={() => shapeComposer(key, bar ? "window" : "bar")}>
        {subject}
      </button>
      <TitleButton
        label={t(bar ? "compose.restore" : "compose.minimize")}
        onClick={() => shapeComposer(key, bar ? "window" : "bar")}
      >
        {bar ? <IconChevronUp size={17} /> : <IconMinus size={17} />}
      </TitleButton>
      {!bar && (
        <TitleButton
          label={t(shape === "full" ? "compose.restore" : "compose.maximize")}
          wide
          onClick={() => shapeComposer(key, shape === "full" ? "window" : "full")}
        >
          {shape === "full" ? <IconArrowsDiagonalMinimize2 size={16} /> : <IconArrowsDiagonal size={16} />}
        </TitleButton>
      )}
      <TitleButton label={t("compose.close")} onClick={onClose}>
        <IconX size={18} />
      </TitleButton>
    </div>
  );
}

type ButtonProps = { label: string; onClick: () => void; children: ReactNode; wide?: boolean };

function TitleButton({ label, onClick, children, wide = false }: ButtonProps) {
  return (
    <ActionIcon
      className={(wide ? css.wide : "") ?? ""}
      variant="transparent"
      color="white"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
