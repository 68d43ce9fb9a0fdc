/** The rigorous enclosure of the chosen design, which is worked out where it is asked for. */
import { boundOf, type Proof, type Result } from 'isabc';
import { byId, html } from './dom.js';
import { short, valueName } from './names.js';

export function showProof({ points: [point], maxRate }: Proof, result: Result, spent: number): void {
  const { unit } = boundOf[result.objective];
  const rows: [term: string, proof: Pick<typeof point, 'proved' | 'enclosure' | 'reason'>, unit: string][] = [
    point.status === 'boundary'
      ? ['largest rate, at this floor', point, 'bps/Hz']
      : [`least ${valueName(result)}, at this floor`, point, unit],
    ...(maxRate === null
      ? []
      : [['largest rate', maxRate, 'bps/Hz'] satisfies [string, typeof maxRate, string]]),
  ];
  const none = result.limitsCertificate ? 'the limits exclude each other' : 'none reaches this floor';
  byId('proof').replaceChildren(
    html(
      'p',
      { class: 'note' },
      `Every rounding accounted for, from the scene's numbers on; in ${spent.toFixed(0)} ms.`,
    ),
    html(
      'dl',
      {},
      ...rows.map(([term, { proved, enclosure, reason }, of]) =>
        html(
          'div',
          { class: 'long' },
          html('dt', {}, term),
          html(
            'dd',
            {},
            html(
              'span',
              { class: `badge ${proved ? 'optimal' : 'unsolved'}` },
              proved ? 'proved' : 'not proved',
            ),
            ...(enclosure === null
              ? [reason ?? none]
              : [`${enclosure.lower} to ${enclosure.upper} ${of}, ${short(enclosure.width, 2)} wide`]),
          ),
        ),
      ),
    ),
  );
}

/** What was proved was another design. */
export function clearProof(): void {
  byId('proof').replaceChildren();
}
