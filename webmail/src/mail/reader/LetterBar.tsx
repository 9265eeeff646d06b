import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowLeft, IconDots } from "@tabler/icons-react";
import { ActionSign } from "../../actions/ActionSign.tsx";
import { ACTIONS, type ActionName, type ActionScene } from "../../actions/actions.ts";
import type { CachedEmail } from "../../data/cache.ts";
import { t } from "../../i18n/t.ts";
import { sceneOf } from "../desk.ts";
import { useDesk, usePlace } from "../desk-context.ts";
import { LabelMenu } from "../labels/LabelMenu.tsx";
import { LaterMenu } from "../order/LaterMenu.tsx";
import css from "./LetterBar.module.css";

const ANSWERS: ActionName[] = ["reply", "replyAll", "forward"];
const DEEDS: ActionName[] = ["archive", "delete", "move", "flag", "read"];
const MORE: ActionName[] = ["junk", "print", "download"];

const ONE: ActionName[] = [...ANSWERS, "flag", "read", "delete", "download"];

type Props = { letters: readonly CachedEmail[] };

function useLetterScene(letters: readonly CachedEmail[]): ActionScene {
  const desk = useDesk();
  usePlace();
  return sceneOf(desk, letters);
}

/** The toolbar over a letter or a conversation. */
export function LetterBar({ letters }: Props) {
  const scene = useLetterScene(letters);
  const { perform } = useDesk();
  return (
    <div className={css.bar} role="toolbar" aria-label={t("read.label")}>
      <ActionIcon
        className={css.back ?? ""}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("act.back")}
        onClick={() => perform({ do: "back" })}
      >
        <IconArrowLeft size={22} />
      </ActionIcon>
      <div className={css.answers}>
        {ANSWERS.map((name) => (
          <Answer key={name} name={name} scene={scene} />
        ))}
      </div>
      <div className={css.deeds}>
        {DEEDS.map((name) => (
          <SignButton key={name} name={name} scene={scene} />
        ))}
        {!scene.readOnly && <LaterMenu letters={letters} letter={scene.letter} />}
        {!scene.readOnly && <LabelMenu letters={letters} />}
        <MoreMenu scene={scene} names={MORE} />
      </div>
    </div>
  );
}

/** The answers once more below the letter; on a phone they are the bar at the bottom of the page. */
export function LetterFoot({ letters }: Props) {
  const scene = useLetterScene(letters);
  return (
    <div className={css.foot}>
      {ANSWERS.map((name) => {
        const action = ACTIONS[name];
        return (
          <UnstyledButton key={name} className={css.footItem ?? ""} onClick={() => action.run(scene)}>
            <ActionSign name={name} scene={scene} size={18} />
            {t(action.label(scene))}
          </UnstyledButton>
        );
      })}
    </div>
  );
}

/** What can be done with one letter of a conversation. */
export function LetterMenu({ letter }: { letter: CachedEmail }) {
  return <MoreMenu scene={useLetterScene([letter])} names={ONE} />;
}

function Answer({ name, scene }: { name: ActionName; scene: ActionScene }) {
  const action = ACTIONS[name];
  const label = t(action.label(scene));
  return (
    <Button
      variant="subtle"
      size="sm"
      px="xs"
      leftSection={<ActionSign name={name} scene={scene} size={18} />}
      onClick={() => action.run(scene)}
    >
      {label}
    </Button>
  );
}

function SignButton({ name, scene }: { name: ActionName; scene: ActionScene }) {
  const action = ACTIONS[name];
  if (!action.when(scene)) return null;
  const label = t(action.label(scene));
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={() => action.run(scene)}>
        <ActionSign name={name} scene={scene} />
      </ActionIcon>
    </Tooltip>
  );
}

function MoreMenu({ scene, names }: { scene: ActionScene; names: readonly ActionName[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("app.more")} title={t("app.more")}>
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => {
          const action = ACTIONS[name];
          if (!action.when(scene)) return null;
          return (
            <Menu.Item
              key={name}
              leftSection={<ActionSign name={name} scene={scene} size={18} />}
              onClick={() => action.run(scene)}
            >
              {t(action.label(scene))}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
