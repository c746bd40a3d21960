import type { ReactElement, ReactNode } from "react";
import type { ApiError } from "./api.ts";
import { Button } from "./button.tsx";
import { Icon, type ConsoleIcon } from "./icon.tsx";
import { useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";

type NoticeKind = "info" | "good" | "warning" | "fault";

const SIGNS: Record<NoticeKind, ConsoleIcon> = { info: "info", good: "check", warning: "triangle-alert", fault: "circle-alert" };

/** A few sentences that must not be missed; a fault is said aloud at once. */
export function Notice({ kind = "info", title, children }: { kind?: NoticeKind; title?: string; children?: ReactNode }): ReactElement {
  return (
    <div className={`notice ${kind}`} role={kind === "fault" ? "alert" : undefined}>
      <Icon name={SIGNS[kind]} />
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}

/** What went wrong with something that was asked for, or nothing. */
export function Fault({ error, retry }: { error: ApiError | null; retry?: () => void }): ReactElement | null {
  const t = useMessages(uiMessages);
  if (!error) return null;
  return (
    <Notice kind="fault">
      {error.message}
      {retry && (
        <p className="row">
          <Button onPress={retry}>{t.tryAgain}</Button>
        </p>
      )}
    </Notice>
  );
}

/** Nothing here, and what that means. */
export function EmptyState({ title, children, icon = "check" }: { title: string; children?: ReactNode; icon?: ConsoleIcon }): ReactElement {
  return (
    <div className="empty">
      <Icon name={icon} size={28} />
      <p>
        <strong>{title}</strong>
      </p>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Loading(): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <p className="loading" role="status">
      {t.loading}
    </p>
  );
}
