import { useEffect, useState, type ReactElement, type ReactNode } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { Check } from "../ui/field.tsx";
import { useMessages } from "../ui/lang.tsx";
import { appMessages } from "./app.messages.ts";

/** A key alone may be pressed by voice or by chance: it can be turned off (WCAG 2.1.4). Kept in this browser. */
const OFF = "fanal-console-question-mark-off";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Ctrl-K or ⌘-K anywhere; ? where nothing is being typed. */
export function useShortcuts({ onFind, onHelp }: { onFind: () => void; onHelp: () => void }): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onFind();
      } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target) && localStorage.getItem(OFF) === null) {
        onHelp();
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [onFind, onHelp]);
}

function Keys({ keys, children }: { keys: readonly (readonly string[])[]; children: ReactNode }): ReactElement {
  const t = useMessages(appMessages);
  return (
    <div>
      <dt>{children}</dt>
      <dd>
        {keys.map((together, index) => (
          <span key={together.join()}>
            {index > 0 && ` ${t.keyOr} `}
            {together.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  );
}

export function KeyboardHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactElement {
  const t = useMessages(appMessages);
  const [on, setOn] = useState(() => localStorage.getItem(OFF) === null);
  const change = (on: boolean) => {
    setOn(on);
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  };
  return (
    <Dialog title={t.keys} isOpen={isOpen} onClose={onClose}>
      <p>{t.keysIntro}</p>
      <dl className="keys">
        <Keys keys={[["Ctrl", "K"], ["⌘", "K"]]}>{t.keyFind}</Keys>
        <Keys keys={[["?"]]}>{t.keyHelp}</Keys>
        <Keys keys={[["Tab"], ["⇧", "Tab"]]}>{t.keyNext}</Keys>
        <Keys keys={[["↑", "↓", "←", "→"]]}>{t.keyMove}</Keys>
        <Keys keys={[["Esc"]]}>{t.keyClose}</Keys>
      </dl>
      <Check checked={on} onChange={change}>
        {t.questionMark}
      </Check>
    </Dialog>
  );
}
