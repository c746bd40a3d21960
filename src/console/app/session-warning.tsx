import { useEffect, useRef, useState, type ReactElement, type RefObject } from "react";
import { serverNow } from "../ui/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useMessages } from "../ui/lang.tsx";
import { useMe, useSession } from "../ui/me.tsx";
import { useAction } from "../ui/use-api.ts";
import { appMessages } from "./app.messages.ts";

/** How long before the end the person is asked (ms; WCAG 2.2.1 wants at least 20 s), and how often the clock is looked at. */
const ASK_BEFORE = 120_000;
const LOOK_EVERY = 5_000;

/** The instants (of the server's clock) at which the session ends by itself, or at the latest, as of the last time the server spoke. */
function useEnds(heardAt: RefObject<number>) {
  const { session } = useMe();
  // How long a session lives unused: as the server said when it was asked.
  const told = useRef({ at: heardAt.current, idle: 0, end: 0 });
  useEffect(() => {
    const at = heardAt.current;
    told.current = { at, idle: Date.parse(session.idleEndsAt) - at, end: Date.parse(session.endsAt) };
  }, [session, heardAt]);
  return () => ({ idleEnd: heardAt.current + told.current.idle, end: told.current.end });
}

/** Asks whether one is still there before a session ends unused; at the end, everything leaves the page. */
export function SessionWarning({ heardAt, onEnd }: { heardAt: RefObject<number>; onEnd: () => void }): ReactElement {
  const t = useMessages(appMessages);
  const { refresh } = useSession();
  const ends = useEnds(heardAt);
  const [left, setLeft] = useState<{ ms: number; last: boolean } | null>(null);
  const noted = useRef(false);
  useEffect(() => {
    const look = () => {
      const { idleEnd, end } = ends();
      const last = end <= idleEnd;
      const ms = Math.min(idleEnd, end) - serverNow();
      if (ms <= 0) onEnd();
      else setLeft(ms < ASK_BEFORE && !(last && noted.current) ? { ms, last } : null);
    };
    const timer = setInterval(look, LOOK_EVERY);
    return () => clearInterval(timer);
  });
  const answer = useAction(async () => {
    if (left?.last) noted.current = true;
    else await refresh();
    setLeft(null);
  });
  const close = () => void answer.run();
  const minutes = Math.round((left?.ms ?? 0) / 60_000);
  return (
    <Dialog title={t.expiring} isOpen={left !== null} onClose={close} alert>
      <p>{left?.last ? t.endingLead(minutes) : t.expiringLead(minutes)}</p>
      <div className="row">
        <Button kind="main" autoFocus busy={answer.busy} onPress={close}>
          {left?.last ? t.understood : t.stay}
        </Button>
      </div>
    </Dialog>
  );
}
