-- Nothing reads or writes it since 0027: picture_trait has what is remembered of pictures.
drop table product_picture;
