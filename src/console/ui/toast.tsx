import { createContext, useCallback, useContext, useState, type ReactElement, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Icon } from "./icon.tsx";
import { useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";

/** Long enough to be read twice (ms). It asks for nothing: whatever must be answered is a dialog. */
const SHOWN_FOR = 8000;

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says in a corner, and aloud, that something went well. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

export function ToastProvider({ children }: { children: ReactNode }): ReactElement {
  const t = useMessages(uiMessages);
  const [toasts, setToasts] = useState<readonly { id: number; text: string }[]>([]);
  const drop = useCallback((id: number) => setToasts((before) => before.filter((one) => one.id !== id)), []);
  const add = useCallback(
    (text: string) => {
      const id = performance.now();
      setToasts((before) => [...before, { id, text }]);
      setTimeout(drop, SHOWN_FOR, id);
    },
    [drop],
  );
  return (
    <ToastContext value={add}>
      {children}
      <section className="toasts" aria-label={t.notices} aria-live="polite">
        {toasts.map(({ id, text }) => (
          <div key={id} className="toast">
            <Icon name="check" />
            <span>{text}</span>
            <AriaButton className="btn bare sign" aria-label={t.dismiss} onPress={() => drop(id)}>
              <Icon name="x" />
            </AriaButton>
          </div>
        ))}
      </section>
    </ToastContext>
  );
}
