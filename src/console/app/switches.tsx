import { useContext, type ReactElement } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { otherLang } from "../../platform/i18n/lang.ts";
import { isTheme, THEMES, type Theme } from "../choices.contract.ts";
import { api } from "../ui/api.ts";
import { Icon, type ConsoleIcon } from "../ui/icon.tsx";
import { useMessages } from "../ui/lang.tsx";
import { SessionContext } from "../ui/me.tsx";
import { appMessages } from "./app.messages.ts";
import { usePreferences } from "./preferences.tsx";

/** The other language, by its own name; for who is signed in it is the account's from now on. */
export function LanguageSwitch(): ReactElement {
  const t = useMessages(appMessages);
  const { lang, setLang } = usePreferences();
  const session = useContext(SessionContext);
  const other = otherLang(lang);
  const change = () => {
    setLang(other);
    if (session) api("PUT", "/api/console/me", { lang: other }).then(session.refresh, () => undefined);
  };
  return (
    <AriaButton className="band-button" onPress={change}>
      <span lang={`${other}-CA`} className="long">
        {t.otherLanguage}
      </span>
      <abbr className="short" title={t.otherLanguage} lang={`${other}-CA`}>
        {other.toUpperCase()}
      </abbr>
    </AriaButton>
  );
}

const SIGNS: Record<Theme, ConsoleIcon> = { system: "monitor", light: "sun", dark: "moon" };

/** Light, dark, or as the machine is set. */
export function LookMenu(): ReactElement {
  const t = useMessages(appMessages);
  const { theme, setTheme } = usePreferences();
  return (
    <MenuTrigger>
      <AriaButton className="band-button" aria-label={t.changeTheme(t.looks[theme])}>
        <Icon name={SIGNS[theme]} />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t.look}
          selectionMode="single"
          selectedKeys={[theme]}
          disallowEmptySelection
          onSelectionChange={(keys) => {
            const [chosen] = keys;
            if (isTheme(chosen)) setTheme(chosen);
          }}
        >
          {THEMES.map((one) => (
            <MenuItem key={one} id={one} className="item" textValue={t.looks[one]}>
              <Icon name={SIGNS[one]} />
              <span>{t.looks[one]}</span>
              {theme === one && <Icon name="check" />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
