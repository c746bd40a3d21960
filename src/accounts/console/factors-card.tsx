import type { ReactElement } from "react";
import { Link, useMe, useMessages } from "../../console/ui/index.ts";
import { accountMessages } from "./account.messages.ts";

/** Fewer recovery codes than this is few. */
const FEW = 3;

/** Says that a lost device would close the account, while it would. */
export default function FactorsCard(): ReactElement | null {
  const t = useMessages(accountMessages);
  const { factors } = useMe();
  const onlyKey = factors.passkeys === 1 && !factors.totp && factors.recoveryCodesLeft === 0;
  const fewCodes = factors.totp && factors.passkeys === 0 && factors.recoveryCodesLeft < FEW;
  if (!onlyKey && !fewCodes) return null;
  return (
    <section className="card" aria-labelledby="own-factors">
      <h2 id="own-factors">{onlyKey ? t.cardFew : t.cardCodes}</h2>
      <p>{onlyKey ? t.cardFewLead : t.cardCodesLead(factors.recoveryCodesLeft)}</p>
      <Link href="/console/account">{t.cardGo}</Link>
    </section>
  );
}
