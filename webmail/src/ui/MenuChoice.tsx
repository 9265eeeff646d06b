import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ComponentPropsWithRef, ReactNode } from "react";

type Props = {
  kind: "radio" | "checkbox";
  checked: boolean;
  onChoose: () => void;
  children: ReactNode;
  sign?: ReactNode;
};

/** A menu's item that is one of several choices, or is on or off. */
export function MenuChoice({ kind, checked, onChoose, children, sign }: Props) {
  return (
    <Menu.Item
      component={kind === "radio" ? RadioItem : CheckboxItem}
      aria-checked={checked}
      leftSection={sign}
      rightSection={checked ? <IconCheck size={16} /> : null}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}

type ItemProps = ComponentPropsWithRef<"button"> & { "aria-checked"?: boolean };

// The kit writes its own role last.
const RadioItem = ({ "aria-checked": checked = false, ...props }: ItemProps) => (
  <button {...props} type="button" role="menuitemradio" aria-checked={checked} />
);
const CheckboxItem = ({ "aria-checked": checked = false, ...props }: ItemProps) => (
  <button {...props} type="button" role="menuitemcheckbox" aria-checked={checked} />
);
