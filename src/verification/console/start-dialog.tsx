import type { ReactElement } from "react";
import { api, Button, Dialog, Fault, useAction, useFormat, useMessages, useToast } from "../../console/ui/index.ts";
import type { Estimate, Wire } from "../console.contract.ts";
import { EstimateFacts, Mailbox } from "./build-estimate.tsx";
import { campaignsMessages } from "./campaigns.messages.ts";

interface StartDialogProps {
  /** The campaign to start; null: none. */
  id: string | null;
  estimate: Wire<Estimate> | null;
  onClose: () => void;
  onStarted: (id: string) => void;
}

/** The last word before letters leave: the numbers once more. */
export function StartDialog({ id, estimate, onClose, onStarted }: StartDialogProps): ReactElement {
  const t = useMessages(campaignsMessages);
  const format = useFormat();
  const toast = useToast();
  const start = useAction(async (own: string) => {
    await api("POST", `/api/console/campaigns/${own}/start`);
    toast(t.startedNow);
    onClose();
    onStarted(own);
  });
  return (
    <Dialog title={t.startTitle} isOpen={id !== null} onClose={onClose} alert>
      {estimate && (
        <>
          <p>{t.startLead}</p>
          <p className="big-number">
            {estimate.records === 1 ? t.recordsOne : t.records(format.count(estimate.records))}
            <small>{t.ofOrganizations(format.count(estimate.organizations), estimate.organizations === 1)}</small>
          </p>
          <EstimateFacts estimate={estimate} />
          <Mailbox estimate={estimate} />
        </>
      )}
      <Fault error={start.error} />
      <div className="row">
        <Button kind="main" busy={start.busy} onPress={() => id !== null && void start.run(id)}>
          {t.startNow}
        </Button>
        <Button onPress={onClose}>{t.notYet}</Button>
      </div>
    </Dialog>
  );
}
