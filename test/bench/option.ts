/** `option.ts ROW with|without`: one search in a process of its own. Prints one line of JSON. */
import { optionRowNamed } from './option-rows.js';

const [name = '', how = ''] = process.argv.slice(2);
console.log(JSON.stringify(await optionRowNamed(name).run(how === 'with')));
