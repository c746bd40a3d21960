import { useEffect, useRef, useState, type ReactElement } from "react";
import { api, Button, Diff, Fault, Icon, useAction, useFormat, useMessages } from "../../console/ui/index.ts";
import { shownValue, useFieldName } from "../../directory/console/change-lines.tsx";
import { formatPhone } from "../../platform/i18n/format.ts";
import type { ReviewItem, Wire } from "../console.contract.ts";
import { reviewMessages } from "./review.messages.ts";

type Item = Wire<ReviewItem>;
type Decided = keyof (typeof reviewMessages)["fr"]["decided"];

function isPhones(value: unknown): value is { number: string; extension: string | null }[] {
  return Array.isArray(value) && value.every((one) => typeof (one as { number?: unknown }).number === "string");
}

/** A value of a record as a person reads it; numbers as people write them. */
function readable(value: unknown): string {
  return isPhones(value) ? value.map(({ number, extension }) => formatPhone(number) + (extension ? ` #${extension}` : "")).join(", ") : shownValue(value);
}

function Field({ item }: { item: Item }): ReactElement {
  const t = useMessages(reviewMessages);
  return (
    <>
      <Diff before={readable(item.now)} after={readable(item.proposed)} />
      {item.movedOn && (
        <p className="moved-on">
          <Icon name="triangle-alert" size={18} />
          <span>
            {t.movedOn} {t.hadSeen(readable(item.seen) || t.nothing)}
          </span>
        </p>
      )}
    </>
  );
}

function Words({ item: { message, lang } }: { item: Item }): ReactElement {
  const t = useMessages(reviewMessages);
  return message ? (
    <blockquote lang={lang ?? undefined}>{message}</blockquote>
  ) : (
    <p className="fine">{t.noMessage}</p>
  );
}

/** What was decided: it takes the focus that the buttons had. */
function Decision({ decided }: { decided: Decided }): ReactElement {
  const t = useMessages(reviewMessages);
  const here = useRef<HTMLParagraphElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <p ref={here} tabIndex={-1} className="decided" role="status">
      <Icon name={decided === "accepted" || decided === "dealtWith" ? "check" : "x"} />
      <strong>{t.decided[decided]}</strong>
    </p>
  );
}

/** One thing that was said, and the decision on it. */
export function ReviewLine({ item }: { item: Item }): ReactElement {
  const t = useMessages(reviewMessages);
  const format = useFormat();
  const fieldName = useFieldName();
  const [decided, setDecided] = useState<Decided | null>(null);
  const isField = item.kind === "field";
  const decide = useAction(async (accept: boolean) => {
    await api("POST", `/api/console/proposals/${item.id}`, { accept });
    setDecided(isField ? (accept ? "accepted" : "refused") : accept ? "dealtWith" : "dismissed");
  });
  const what = isField ? fieldName(item as Parameters<typeof fieldName>[0]) : (t.topics[item.topic ?? "other"] ?? t.topics["other"]!);
  return (
    <li className={decided ? "said-line done" : "said-line"}>
      <div>
        <h3>{what}</h3>
        <small>
          {t.from[item.from] ?? t.fromImport(item.from)}, {format.moment(item.at)}
        </small>
        {isField ? <Field item={item} /> : <Words item={item} />}
        <Fault error={decide.error} />
      </div>
      {decided ? (
        <Decision decided={decided} />
      ) : (
        <div className="row">
          <Button icon="check" busy={decide.busy} onPress={() => void decide.run(true)}>
            {isField ? t.accept : t.settled}
            <span className="vh"> : {what}</span>
          </Button>
          <Button kind="bare" busy={decide.busy} onPress={() => void decide.run(false)}>
            {isField ? t.refuse : t.dismiss}
            <span className="vh"> : {what}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
