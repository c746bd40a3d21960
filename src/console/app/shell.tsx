import { Suspense, useMemo, useState, type ReactElement } from "react";
import { Button as AriaButton, Link as AriaLink, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { Lantern } from "../../platform/html/icon.tsx";
import { GROUPS, type Screen } from "../screen.ts";
import { SCREENS } from "../screens.ts";
import { Icon } from "../ui/icon.tsx";
import { useLang, useMessages } from "../ui/lang.tsx";
import { useSession } from "../ui/me.tsx";
import { Loading } from "../ui/notice.tsx";
import { matchPath, navigate, ParamsProvider, useAddress } from "../ui/router.tsx";
import { appMessages } from "./app.messages.ts";
import { CommandPalette } from "./command-palette.tsx";
import { Home } from "./home.tsx";
import { KeyboardHelp, useShortcuts } from "./keyboard.tsx";
import { Part, useScreens } from "./part.tsx";
import { LanguageSwitch, LookMenu } from "./switches.tsx";
import { Mended, NoScreen } from "./troubles.tsx";


function CurrentScreen(): ReactElement {
  const { path } = useAddress();
  const own = useScreens();
  const [screen, params] = useMemo(() => {
    for (const screen of SCREENS) {
      const params = matchPath(screen.path, path);
      if (params) return [screen, params] as const;
    }
    return [null, {}] as const;
  }, [path]);
  // An invitation that has been accepted leads home.
  if (path === "/console" || path === "/console/invite") return <Home />;
  if (!screen) return <NoScreen why="notFound" />;
  if (!own.includes(screen)) return <NoScreen why="notYours" />;
  return (
    <ParamsProvider params={params}>
      <Part key={path} load={screen.load} />
    </ParamsProvider>
  );
}

function Navigation({ onGo }: { onGo: () => void }): ReactElement {
  const t = useMessages(appMessages);
  const lang = useLang();
  const { path } = useAddress();
  const screens = useScreens();
  const entry = (href: string, label: string, icon: Screen["icon"]) => {
    const isHere = path === href || (href !== "/console" && path.startsWith(`${href}/`));
    return (
      <li key={href}>
        <AriaLink href={href} className="nav-link" aria-current={isHere ? "page" : false} onPress={onGo}>
          <Icon name={icon} />
          {label}
        </AriaLink>
      </li>
    );
  };
  const groups = GROUPS.map((group) => ({ group, own: screens.filter((screen) => screen.group === group) })).filter(({ own }) => own.length > 0);
  return (
    <>
      <ul>{entry("/console", t.home, "house")}</ul>
      {groups.map(({ group, own }) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t.groups[group]}</h2>
          <ul>{own.map(({ path, label, icon }) => entry(path, label[lang], icon))}</ul>
        </section>
      ))}
    </>
  );
}

function AccountMenu({ onHelp }: { onHelp: () => void }): ReactElement {
  const t = useMessages(appMessages);
  const { me, signOut } = useSession();
  const act = (key: string | number) => {
    if (key === "account") navigate("/console/account");
    else if (key === "keys") onHelp();
    else void signOut();
  };
  return (
    <MenuTrigger>
      <AriaButton className="band-button" aria-label={t.yourMenu(me.person.name)}>
        <Icon name="circle-user-round" />
        <span className="wide-only">{me.person.name}</span>
        <Icon name="chevron-down" size={16} />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={t.yourMenu(me.person.name)} onAction={act}>
          <MenuSection aria-label={me.person.name}>
            <MenuItem id="account" className="item" textValue={t.account}>
              <Icon name="circle-user-round" />
              <span>
                {t.account}
                <small>{me.person.email}</small>
              </span>
            </MenuItem>
            <MenuItem id="keys" className="item" textValue={t.keys}>
              <Icon name="keyboard" />
              <span>{t.keys}</span>
            </MenuItem>
            <MenuItem id="out" className="item" textValue={t.signOut}>
              <Icon name="log-out" />
              <span>{t.signOut}</span>
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const KEY_NAME = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ K" : "Ctrl K";

/** Band, navigation and the screen of the address. */
export function Shell(): ReactElement {
  const t = useMessages(appMessages);
  const { path } = useAddress();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  // On a narrow screen the menu closes when one goes somewhere.
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const menu = menuAt === path;
  useShortcuts({ onFind: () => setOpen("palette"), onHelp: () => setOpen("keys") });
  return (
    <>
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <header className="band">
        <AriaButton className="band-button menu-button" aria-expanded={menu} aria-controls="navigation" onPress={() => setMenuAt(menu ? null : path)}>
          <Icon name={menu ? "x" : "menu"} />
          <span className="vh">{t.menu}</span>
        </AriaButton>
        <AriaLink href="/console" className="brand">
          <Lantern />
          <span className="long">
            {t.brand} <span className="faint">{t.console}</span>
          </span>
          <span className="vh short">
            {t.brand} {t.console}
          </span>
        </AriaLink>
        <AriaButton className="finder" onPress={() => setOpen("palette")}>
          <Icon name="search" />
          <span className="grow">{t.find}</span>
          <kbd aria-hidden="true">{KEY_NAME}</kbd>
        </AriaButton>
        <LanguageSwitch />
        <LookMenu />
        <AccountMenu onHelp={() => setOpen("keys")} />
      </header>
      <div className="frame">
        <nav id="navigation" className={`side${menu ? " open" : ""}`} aria-label={t.mainNav}>
          <div>
            <Navigation onGo={() => setMenuAt(null)} />
          </div>
        </nav>
        <main id="main" tabIndex={-1}>
          <Mended key={path}>
            <Suspense fallback={<Loading />}>
              <CurrentScreen />
            </Suspense>
          </Mended>
        </main>
      </div>
      <CommandPalette isOpen={open === "palette"} onClose={() => setOpen(null)} onHelp={() => setOpen("keys")} />
      <KeyboardHelp isOpen={open === "keys"} onClose={() => setOpen(null)} />
    </>
  );
}
