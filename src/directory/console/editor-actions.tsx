import { useState, type ReactElement } from "react";
import { Form } from "react-aria-components";
import { api, ApiError, Button, Dialog, Fault, Field, LinkButton, navigate, useAction, useFormat, useLang, useMay, useMessages, useToast } from "../../console/ui/index.ts";
import type { ServiceRecord } from "../directory.contract.ts";
import type { Conflict } from "../editing/editing.contract.ts";
import { editorMessages } from "./editor.messages.ts";
import type { DraftWork } from "./use-draft.ts";

/** The record as the draft would make it now, and the fields that both sides changed. */
export interface Moved {
  body: ServiceRecord;
  conflicts: Conflict[];
}

interface EditorActionsProps {
  id: string;
  work: DraftWork;
  /** Where the published record has moved in the same places. */
  onMoved: (moved: Moved) => void;
}

function SaveState({ work: { saving, savedAt, error } }: Pick<EditorActionsProps, "work">): ReactElement {
  const t = useMessages(editorMessages);
  const format = useFormat();
  if (error && error.status === 0) return <p role="status" className="fine">{t.offline}</p>;
  if (error) return <Fault error={error} />;
  return <p role="status" className="fine">{saving ? t.saving : savedAt ? t.saved(format.time(savedAt)) : t.notSaved}</p>;
}

/** Keeps what is written, then does something with the draft as the server has it. */
function useOnDraft(id: string, work: DraftWork) {
  return async (path: string, body: object) => {
    const revision = await work.keeper.flush();
    if (revision === null) throw work.keeper.now().error ?? new ApiError("draftMoved", 409, "");
    return api("POST", `/api/console/records/${id}/draft/${path}`, { revision, ...body });
  };
}

function Schedule({ id, work, onDone }: Pick<EditorActionsProps, "id" | "work"> & { onDone: () => void }): ReactElement {
  const t = useMessages(editorMessages);
  const onDraft = useOnDraft(id, work);
  const [when, setWhen] = useState("");
  const [note, setNote] = useState("");
  const plan = useAction(async () => {
    await onDraft("schedule", { dueAt: new Date(when).toISOString(), ...(note.trim() ? { note: note.trim() } : {}) });
    onDone();
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void plan.run();
      }}
    >
      <Fault error={plan.error} />
      <Field label={t.scheduleWhen} type="datetime-local" value={when} onChange={setWhen} isRequired autoFocus narrow />
      <Field label={t.scheduleNote} value={note} onChange={setNote} />
      <Button type="submit" kind="main" busy={plan.busy} isDisabled={when === ""}>
        {t.scheduleNow}
      </Button>
    </Form>
  );
}

/** What becomes of the draft: kept by itself, looked at, sent for a reading, published now or later, thrown away. */
export function EditorActions({ id, work, onMoved }: EditorActionsProps): ReactElement {
  const t = useMessages(editorMessages);
  const lang = useLang();
  const may = useMay();
  const toast = useToast();
  const onDraft = useOnDraft(id, work);
  const [asked, setAsked] = useState<"schedule" | "discard" | null>(null);
  const leave = (said: string, to = `/console/records/${id}`) => {
    toast(said);
    navigate(to);
  };
  const review = useAction(async () => {
    await onDraft("review", {});
    leave(t.reviewSent, "/console/drafts");
  });
  const publish = useAction(async () => {
    try {
      await onDraft("publish", {});
      leave(t.published);
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.id === "recordMoved") return onMoved(thrown.told as unknown as Moved);
      throw thrown;
    }
  });
  const discard = useAction(async () => {
    const revision = await work.keeper.flush();
    if (revision) await api("DELETE", `/api/console/records/${id}/draft?revision=${revision}`);
    leave(t.discarded, work.isNew ? "/console/records" : `/console/records/${id}`);
  });
  return (
    <div className="card editor-actions">
      <SaveState work={work} />
      <Fault error={publish.error ?? review.error ?? discard.error} />
      {may("record.publish") && (
        <Button kind="main" icon="check" busy={publish.busy} onPress={() => void publish.run()}>
          {t.publish}
        </Button>
      )}
      <Button busy={review.busy} onPress={() => void review.run()}>
        {t.review}
      </Button>
      {work.revision > 0 && (
        <LinkButton icon="eye" href={`/console/preview/${id}?lang=${lang}`}>
          {t.preview}
        </LinkButton>
      )}
      {may("record.publish") && !work.isNew && <Button icon="clock" onPress={() => setAsked("schedule")}>{t.schedule}</Button>}
      <Button kind="bare" icon="trash-2" onPress={() => setAsked("discard")}>
        {t.discard}
      </Button>
      <Dialog title={t.schedule} isOpen={asked === "schedule"} onClose={() => setAsked(null)}>
        <Schedule id={id} work={work} onDone={() => leave(t.scheduled)} />
      </Dialog>
      <Dialog title={t.discard} isOpen={asked === "discard"} onClose={() => setAsked(null)} alert>
        <p>{t.discardAsk}</p>
        <div className="row">
          <Button kind="danger" busy={discard.busy} onPress={() => void discard.run()}>
            {t.discard}
          </Button>
          <Button onPress={() => setAsked(null)}>{t.cancel}</Button>
        </div>
      </Dialog>
    </div>
  );
}
