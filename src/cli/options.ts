/** Flags that several commands have. */
import { Option } from 'commander';
import { collect, fairness } from './flags.js';

export const withOption = () =>
  new Option('-w, --with <safeguards>', 'switch these on: a,b; or all, or none').argParser(collect);
export const setOption = () =>
  new Option('-s, --set <parameters>', 'set parameters: name=value,…').argParser(collect);
export const propertyOption = () =>
  new Option(
    '-p, --property <name>',
    'only the properties with this text in their names',
  ).argParser(collect);
export const fairnessOption = () =>
  new Option(
    '-f, --fairness <kind>',
    'who keeps running: weak, strong or none; weak:planner for one',
  ).argParser(fairness);
export const htmlOption = () =>
  new Option('--html <file>', 'write a page to step through in a browser');
export const jsonOption = () => new Option('--json', 'print the result as JSON');
