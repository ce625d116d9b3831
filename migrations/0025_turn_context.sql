-- What the shopper looked at while asking, as the shop's page told it: whoever takes the turn over tells the model the same.
alter table turn add column context jsonb;
