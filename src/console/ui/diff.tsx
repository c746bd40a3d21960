import type { ReactElement } from "react";
import { useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";
import { wordDiff } from "./word-diff.ts";

/** What changed in a text, word by word: never by colour alone, and said aloud. */
export function Diff({ before, after }: { before: string; after: string }): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <p className="diff">
      {wordDiff(before, after).map(({ kind, text }, index) => {
        const key = `${index}${kind}`;
        if (kind === "same") return <span key={key}>{text}</span>;
        const Mark = kind === "added" ? "ins" : "del";
        return (
          <Mark key={key}>
            <span className="vh">{kind === "added" ? t.added : t.removed} </span>
            {text}
          </Mark>
        );
      })}
    </p>
  );
}
