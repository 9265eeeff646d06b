import { Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconInbox, IconLanguage, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { languageStore } from "../../i18n/i18n.ts";
import { savePreferredLanguage } from "../../i18n/preferred-language.ts";
import { signOut } from "../../session/session.ts";
import { PersonSign } from "../../ui/PersonSign.tsx";
import { useConsole } from "../console-context.ts";
import { t } from "../i18n/t.ts";
import css from "./AccountMenu.module.css";

/** Who is signed in, in which roles, and the way back to the letters. */
export function AccountMenu() {
  const { session, view } = useConsole();
  const scheme = useComputedColorScheme("light");
  const { setColorScheme } = useMantineColorScheme();
  const { name, address } = session.account;
  const other = languageStore.get() === "vi" ? "en" : "vi";
  return (
    <Menu position="bottom-end" width={300} withArrow>
      <Menu.Target>
        <UnstyledButton className={css.button ?? ""} aria-label={t("menu.account", { name })}>
          <PersonSign person={{ name, email: address }} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.who}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="var(--ink-2)" className={css.address ?? ""}>
            {address}
          </Text>
          {view.scopes.map((s) => (
            <Text key={`${s.role}${s.agencyId}`} size="sm" mt={4}>
              {t(`role.${s.role}`)} · {s.agencyName}
            </Text>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item component="a" href="/" leftSection={<IconInbox size={18} />}>
          {t("admin.toMail")}
        </Menu.Item>
        <Menu.Item
          leftSection={scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
          onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}
        >
          {scheme === "dark" ? t("menu.light") : t("menu.dark")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={18} />}
          lang={other}
          onClick={() => void savePreferredLanguage(other)}
        >
          {t(`language.${other}`)}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={() => void signOut()}>
          {t("signout.action")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
