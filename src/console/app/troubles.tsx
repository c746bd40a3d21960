import { Component, type ErrorInfo, type ReactElement, type ReactNode } from "react";
import { Button, LinkButton } from "../ui/button.tsx";
import { useMessages } from "../ui/lang.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { appMessages } from "./app.messages.ts";
import { Outside } from "./outside.tsx";

export function Unreachable({ onRetry }: { onRetry: () => Promise<void> }): ReactElement {
  const t = useMessages(appMessages);
  return (
    <Outside title={t.noAnswer}>
      <p>{t.noAnswerLead}</p>
      <Button kind="main" onPress={() => void onRetry()}>
        {t.reload}
      </Button>
    </Outside>
  );
}

/** An address without a screen, or one that the person's roles do not open. */
export function NoScreen({ why }: { why: "notFound" | "notYours" }): ReactElement {
  const t = useMessages(appMessages);
  return (
    <>
      <PageTitle title={t[why]} lead={t[`${why}Lead`]} />
      <LinkButton href="/console">{t.toHome}</LinkButton>
    </>
  );
}

function Broken(): ReactElement {
  const t = useMessages(appMessages);
  return (
    <>
      <PageTitle title={t.broken} lead={t.brokenLead} />
      <Button kind="main" onPress={() => location.reload()}>
        {t.reload}
      </Button>
    </>
  );
}

/** A screen that fails (or whose code an update took away) leaves the rest of the console standing. */
export class Mended extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(new Error(`${error.message}${info.componentStack ?? ""}`, { cause: error }));
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
