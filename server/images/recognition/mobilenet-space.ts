/** Apart from the network, so that the server can name the space without loading it. */
export const MOBILENET_SPACE = 'mobilenet2-gem-pca256@1';
export const MOBILENET_DIM = 256;
