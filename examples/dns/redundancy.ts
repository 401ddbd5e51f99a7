/**
 * `node --import tsx examples/dns/redundancy.ts`: the article says that redundancy may add new ways to
 * fail. Here are those ways, counted over one, two and three enactors.
 */
import { check, table, terminalStyle, type Variant } from 'allways';
import { dns } from '../../models/dns/model.js';
import type { DnsSafeguard } from '../../models/dns/safeguards.js';
import type { Dns } from '../../models/dns/state.js';
import { dnsSafety } from '../../properties/dns.js';

const style = terminalStyle(process.stdout);

const cleanups: [name: string, on: DnsSafeguard[]][] = [
  ['naive cleanup', []],
  ["the article's four checks", ['stateCheck', 'safetyBuffer', 'referenceCount']],
];

const rows: Variant<Dns>[] = [];
for (const [name, on] of cleanups) {
  for (const enactors of [1, 2, 3]) {
    const result = await check(dns.with(on, { enactors }), dnsSafety);
    rows.push({ name: `${name}, ${enactors} enactor${enactors === 1 ? '' : 's'}`, result });
  }
}

process.stdout.write(`${style.colors.bold('Does redundancy make the DNS system safer?')}

${table(rows, style)}
`);
