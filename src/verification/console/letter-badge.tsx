import type { ReactElement } from "react";
import { useMessages } from "../../console/ui/index.ts";
import type { LetterState } from "../console.contract.ts";
import { outboxMessages } from "./outbox.messages.ts";

const KINDS: Partial<Record<LetterState, string>> = { sent: "state active", refused: "state suspended", uncertain: "state suspended" };

/** What became of a letter, in a word. */
export function LetterBadge({ state }: { state: LetterState }): ReactElement {
  const t = useMessages(outboxMessages);
  return <span className={KINDS[state] ?? "badge"}>{t.states[state]}</span>;
}
