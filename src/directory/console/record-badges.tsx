import type { ReactElement } from "react";
import { useMessages } from "../../console/ui/index.ts";
import type { RecordLine } from "../editing/editing.contract.ts";
import { recordsMessages } from "./records.messages.ts";

const TONES: Record<RecordLine["visibility"], string> = { draft: "", published: "good", publicWithNotice: "warning", hidden: "", closed: "bad" };

/** Where a record stands: a word, and a colour that says the same. */
export function StateBadge({ visibility }: { visibility: RecordLine["visibility"] }): ReactElement {
  const t = useMessages(recordsMessages);
  return <span className={`badge ${TONES[visibility]}`}>{t.visibilities[visibility]}</span>;
}

export function WorkBadges({ draft, proposals }: Pick<RecordLine, "draft" | "proposals">): ReactElement {
  const t = useMessages(recordsMessages);
  return (
    <>
      {draft && <span className="badge warning">{draft === "inReview" ? t.inReview : t.inDraft}</span>} {proposals > 0 && <span className="badge">{t.proposals(proposals)}</span>}
    </>
  );
}
