import base from './base.css?inline';
import composer from './composer.css?inline';
import header from './header.css?inline';
import list from './list.css?inline';
import messages from './messages.css?inline';
import motion from './motion.css?inline';
import products from './products.css?inline';
import quote from './quote.css?inline';
import surroundings from './surroundings.css?inline';

/** Later files outrank earlier ones: `surroundings` is about phones, forced colours and paper. */
export const panelCss = [
  base,
  header,
  list,
  messages,
  products,
  quote,
  composer,
  surroundings,
  motion,
].join('');
