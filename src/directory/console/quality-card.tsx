import type { ReactElement } from "react";
import { useMessages } from "../../console/ui/index.ts";
import type { Advice } from "../editing/editing.contract.ts";
import { recordMessages } from "./record.messages.ts";

/** How good a record is, and what would raise it. */
export function QualityCard({ quality: { score, missing } }: { quality: Advice["quality"] }): ReactElement {
  const t = useMessages(recordMessages);
  return (
    <section className="card quality" aria-labelledby="quality">
      <h2 id="quality">{t.quality}</h2>
      <p>
        <meter min={0} max={100} low={50} high={75} optimum={100} value={score} aria-label={t.quality} /> <strong>{t.qualityOf(score)}</strong>
      </p>
      {missing.length === 0 ? (
        <p>{t.whole}</p>
      ) : (
        <>
          <h3>{t.raise}</h3>
          <ul className="plain-list">
            {missing.map(({ criterion, points }) => (
              <li key={criterion} className="row between">
                <span>{t.criteria[criterion]}</span> <strong>{t.points(points)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
