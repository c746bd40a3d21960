import type { ReactElement } from "react";
import { Icon, useMessages } from "../../console/ui/index.ts";
import type { FollowUpLine } from "../console.contract.ts";
import { callsMessages } from "./calls.messages.ts";

/** Numbers to dial; `large`: the first is what matters on the page. */
export function PhoneLinks({ numbers, large = false }: { numbers: FollowUpLine["numbers"]; large?: boolean }): ReactElement {
  const t = useMessages(callsMessages);
  if (numbers.length === 0) return <p className="fine">{t.noNumber}</p>;
  return (
    <ul className="numbers">
      {numbers.map(({ number, extension, shown }, index) => (
        <li key={`${number} ${extension}`}>
          <a className={`tel ${large && index === 0 ? "btn main" : "link"}`} href={`tel:${number}${extension ? `;ext=${extension}` : ""}`}>
            {large && index === 0 && <Icon name="phone" />}
            <span>
              {shown}
              {extension && ` ${t.extension(extension)}`}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
