import { useEffect, useState, type ReactElement } from "react";
import { Autocomplete, Dialog as AriaDialog, Heading, Input, Label, Menu, MenuItem, Modal, ModalOverlay, TextField } from "react-aria-components";
import { fold } from "../../platform/i18n/fold.ts";
import type { PaletteAnswer, PaletteItem } from "../palette.contract.ts";
import { api } from "../ui/api.ts";
import { Icon, type ConsoleIcon } from "../ui/icon.tsx";
import { useLang, useMessages } from "../ui/lang.tsx";
import { useSession } from "../ui/me.tsx";
import { isOwn, navigate } from "../ui/router.tsx";
import { appMessages } from "./app.messages.ts";
import { usePreferences } from "./preferences.tsx";
import { useScreens } from "./part.tsx";

/** After a key, before asking the server (ms). */
const ASK_AFTER = 120;
const SHORTEST = 2;

interface Command {
  id: string;
  kind: "screen" | "action" | PaletteItem["kind"];
  label: string;
  hint: string;
  icon: ConsoleIcon;
  run: () => void;
}

const ICONS: Record<PaletteItem["kind"], ConsoleIcon> = { record: "file-text", organization: "landmark", place: "map-pin" };

interface Found {
  typed: string;
  items: PaletteItem[];
  /** The sentence of what went wrong. */
  fault: string | null;
}

/** What the server finds, and what to say while it finds nothing; public pages open beside the console. */
function useFound(typed: string, isOpen: boolean): { found: Command[]; saying: string } {
  const t = useMessages(appMessages);
  const lang = useLang();
  const [answer, setAnswer] = useState<Found>({ typed: "", items: [], fault: null });
  const isShort = !isOpen || typed.trim().length < SHORTEST;
  useEffect(() => {
    if (isShort) return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      api<PaletteAnswer>("GET", `/api/console/palette?lang=${lang}&q=${encodeURIComponent(typed)}`, undefined, leaving.signal).then(
        ({ items }) => setAnswer({ typed, items, fault: null }),
        (thrown: unknown) => leaving.signal.aborted || setAnswer({ typed, items: [], fault: thrown instanceof Error ? thrown.message : null }),
      );
    }, ASK_AFTER);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [typed, lang, isShort]);
  const saying = isShort || answer.typed === typed ? (answer.fault ?? t.nothingFound) : t.looking;
  const found = (isShort ? [] : answer.items).map(({ kind, id, label, hint, href }) => ({ id: `${kind}-${id}`, kind, label, hint, icon: ICONS[kind], run: () => (isOwn(href) ? navigate(href) : window.open(href, "_blank", "noopener")) }) satisfies Command);
  return { found, saying };
}

/** Screens and deeds whose names hold every word typed, in any order. */
function useOwn(typed: string, onHelp: () => void): Command[] {
  const t = useMessages(appMessages);
  const lang = useLang();
  const { setTheme } = usePreferences();
  const { signOut } = useSession();
  const screens = useScreens();
  const go = (path: string, label: string, icon: ConsoleIcon): Command => ({ id: path, kind: "screen", label, hint: "", icon, run: () => navigate(path) });
  const act = (id: string, label: string, icon: ConsoleIcon, run: () => void): Command => ({ id, kind: "action", label, hint: "", icon, run });
  const all = [
    go("/console", t.home, "house"),
    ...screens.filter(({ path }) => !path.includes(":")).map(({ path, label, icon }) => go(path, label[lang], icon)),
    act("light", t.changeTheme(t.looks.light), "sun", () => setTheme("light")),
    act("dark", t.changeTheme(t.looks.dark), "moon", () => setTheme("dark")),
    act("system", t.changeTheme(t.looks.system), "monitor", () => setTheme("system")),
    act("keys", t.keys, "keyboard", onHelp),
    act("out", t.signOut, "log-out", () => void signOut()),
  ];
  const words = fold(typed).split(" ").filter(Boolean);
  return all.filter(({ label }) => words.every((word) => fold(label).split(" ").some((own) => own.startsWith(word))));
}

function Commands({ isOpen, onClose, onHelp }: { isOpen: boolean; onClose: () => void; onHelp: () => void }): ReactElement {
  const t = useMessages(appMessages);
  const [typed, setTyped] = useState("");
  const own = useOwn(typed, onHelp);
  const { found, saying } = useFound(typed, isOpen);
  const commands = [...own, ...found];
  const run = (key: string | number) => {
    onClose();
    commands.find(({ id }) => id === key)?.run();
  };
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <TextField className="field palette-field" autoFocus>
        <Label className="vh">{t.findHint}</Label>
        <Icon name="search" />
        <Input placeholder={t.findHint} />
      </TextField>
      <Menu className="menu palette-list" aria-label={t.found} items={commands} onAction={run} renderEmptyState={() => <p className="none">{saying}</p>}>
        {({ id, kind, label, hint, icon }) => (
          <MenuItem id={id} className="item" textValue={label}>
            <Icon name={icon} />
            <span className="grow">
              {label}
              {hint && <small>{hint}</small>}
            </span>
            <span className="kind">{t.kinds[kind]}</span>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}

/** Any record, place, screen or deed, by its name. */
export function CommandPalette({ isOpen, onClose, onHelp }: { isOpen: boolean; onClose: () => void; onHelp: () => void }): ReactElement {
  const t = useMessages(appMessages);
  return (
    <ModalOverlay className="overlay high" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="modal palette">
        <AriaDialog className="dialog">
          <Heading slot="title" level={2} className="vh">
            {t.findTitle}
          </Heading>
          <Commands isOpen={isOpen} onClose={onClose} onHelp={onHelp} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
