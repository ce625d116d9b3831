/**
 * Names of the ways in which pictures are looked at, apart from the code that does it, so that the server can name them
 * without loading sharp or a network. What was seen in two spaces is never compared: whoever changes what is seen
 * changes the name.
 */
export const MOBILENET_SPACE = 'shape:mobilenet2-gem-pca256@1';
export const MOBILENET_DIM = 256;

export const COLOUR_SPACE = 'colour:lab-3x10x10@1';
export const COLOUR_DIMENSIONS = 300;

export const TEXT_SPACE = 'text:ppocr4-416@1';
