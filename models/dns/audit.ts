/**
 * `node --import tsx models/dns/audit.ts`: the article's checklist, answered for the DNS system by what
 * its model shows; once for the naive cleanup, once for safeguards that are enough. Enactors crash, as a
 * checklist asks for that. With `--how` also how what is violated comes to be.
 */
import { parseArgs } from 'node:util';
import { audit, auditReport, terminalStyle, timeline } from 'allways';
import { dnsEvidence } from '../../properties/dns-audit.js';
import { dns } from './model.js';
import type { DnsSafeguard } from './safeguards.js';

const { how } = parseArgs({ options: { how: { type: 'boolean' } } }).values;
const style = terminalStyle(process.stdout);
const variants: DnsSafeguard[][] = [[], ['stateCheck', 'fencing']];

for (const on of variants) {
  const model = dns.with(on, { crashes: true });
  const found = await audit(model, dnsEvidence(), { system: dns });
  process.stdout.write(`${auditReport(found, style)}\n\n`);
  if (how !== true) continue;
  for (const { name, verdict, trace } of found.base.properties) {
    if (verdict !== 'violated' || trace === undefined) continue;
    const title = style.colors.bold(`How "${name}" is violated`);
    process.stdout.write(`${title}\n\n${timeline(trace, { style })}\n\n`);
  }
}
