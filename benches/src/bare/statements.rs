//! The statements of a sale of three lines, as the program sends them. Values are numbered in the order in which
//! they appear, which is how SQLite counts them.

/// Who stands behind the session.
pub const WHO: &str =
    "SELECT p.id, o.id, o.role, o.scope_kind, o.scope_id, o.scope_path, o.scope_name, o.field, s.csrf, s.ends_at
     FROM session s JOIN post o ON o.county = s.county AND o.id = s.post
     JOIN person p ON p.county = s.county AND p.id = s.person
     WHERE s.digest = $1 AND s.county = $2 AND o.valid_from <= $3 AND o.valid_to >= $3 AND p.status = 'active'";
/// Where the outlet stands, for the scope.
pub const PLACE: &str = "SELECT path, name FROM outlet WHERE county = $1 AND id = $2";
/// Whether the key was sent before.
pub const SENT_BEFORE: &str = "SELECT body_digest, status, body FROM idempotency
     WHERE county = $1 AND person = $2 AND route = $3 AND sent_key = $4";
/// The outlet.
pub const OUTLET: &str =
    "SELECT id, kind, name, division, path, address, hours, operator, credit_code, contact, own_till, platform,
     opened_on, closed_on, note FROM outlet WHERE county = $1 AND id = $2";
/// What was decided about it.
pub const ACTS: &str =
    "SELECT act, on_day, valid_to FROM authorisation_act WHERE county = $1 AND outlet = $2 ORDER BY seq";
/// The products as they are listed at this moment.
pub const PRODUCTS: &str =
    "SELECT p.id, p.name, p.producer, m.name, m.path, p.legal_class, p.unit, p.pack_g, p.origin, p.local,
     CASE WHEN EXISTS (SELECT 1 FROM listing l WHERE l.county = p.county AND l.product = p.id
     AND l.valid_from <= $1 AND l.valid_to >= $1 AND l.from_at <= $2 AND l.until_at > $2) THEN 1 ELSE 0 END,
     p.shelf_life_days, p.barcode, p.farm_group, m.kind
     FROM product p JOIN producer m ON m.county = p.county AND m.id = p.producer
     WHERE p.county = $3 AND p.id IN ($4, $5, $6)";
/// What is left of them.
pub const SHELF: &str =
    "SELECT s.product, s.lot, s.unit, s.on_hand, s.taken_in_on, s.expires_on, CASE WHEN s.lot = 0 THEN 0 ELSE
     (SELECT COUNT(DISTINCT o.product) FROM lot_source o WHERE o.county = s.county AND o.lot = s.lot) END
     FROM stock s WHERE s.county = $1 AND s.outlet = $2 AND s.product IN ($3, $4, $5) AND s.on_hand <> 0";
/// Takes the book, or begins it.
pub const BOOK: &str = "INSERT INTO book (county, outlet, last_seq, head_hash, closed_to, till_closed_to, stock_kept, scale_formats)
     VALUES ($1, $2, 0, $3, (SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1), '0001-01-01', 1, '[]')
     ON CONFLICT (county, outlet) DO UPDATE SET last_seq = book.last_seq
     RETURNING last_seq, head_hash, closed_to, till_closed_to, stock_kept";
/// The entry.
pub const ENTRY: &str = "INSERT INTO entry (county, book, seq, kind, day, counts_on, paid_on, recorded_at, counterparty, channel, cash_fen, wechat_fen,
     alipay_fen, bank_fen, on_account_fen, voucher_fen, line_discount_fen, basket_discount_fen, rounding_fen, total_fen,
     till_receipt, reverses, note, import, person, post, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
     $26, $27, $28)";
/// Its three lines.
pub const LINES: &str = "INSERT INTO line (county, book, seq, line, product, lot, unit, quantity, price_fen, price_per, discount_fen, amount_fen,
     voucher_fen, listed, local, campaign, of_seq, of_line, part_of)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19),
     ($20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38),
     ($39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57)";
/// What left the shelf.
pub const STOCK: &str = "INSERT INTO stock (county, outlet, product, lot, unit, on_hand, taken_in_on, expires_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8), ($9, $10, $11, $12, $13, $14, $15, $16), ($17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT (county, outlet, product, lot) DO UPDATE SET on_hand = stock.on_hand + excluded.on_hand";
/// Totals by product.
pub const SALES_TOTAL: &str = "INSERT INTO sales_total (county, year, outlet, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
     ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30)
     ON CONFLICT (county, year, outlet, product, campaign) DO UPDATE SET
     recorded_fen = sales_total.recorded_fen + excluded.recorded_fen, listed_fen = sales_total.listed_fen + excluded.listed_fen,
     local_fen = sales_total.local_fen + excluded.local_fen, quantity_g = sales_total.quantity_g + excluded.quantity_g,
     quantity_pieces = sales_total.quantity_pieces + excluded.quantity_pieces";
/// Takings of the day.
pub const DAY_TOTAL: &str = "INSERT INTO day_total (county, outlet, day, sales, cash_fen, wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (county, outlet, day) DO UPDATE SET sales = day_total.sales + excluded.sales,
     cash_fen = day_total.cash_fen + excluded.cash_fen, wechat_fen = day_total.wechat_fen + excluded.wechat_fen,
     alipay_fen = day_total.alipay_fen + excluded.alipay_fen, bank_fen = day_total.bank_fen + excluded.bank_fen,
     on_account_fen = day_total.on_account_fen + excluded.on_account_fen, voucher_fen = day_total.voucher_fen + excluded.voucher_fen";
/// The book's new head.
pub const BOOK_HEAD: &str = "UPDATE book SET last_seq = $1, head_hash = $2 WHERE county = $3 AND outlet = $4";
/// Takes the person's chain.
pub const AUDIT_HEAD: &str = "INSERT INTO audit_head (county, person, seq, hash) VALUES ($1, $2, 1, $3)
     ON CONFLICT (county, person) DO UPDATE SET seq = audit_head.seq + 1 RETURNING seq, hash";
/// The audit row.
pub const AUDIT: &str = "INSERT INTO audit (county, person, seq, at, post, act, subject, asked_digest, result_digest, detail, origin, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
/// The chain's new head.
pub const AUDIT_HASH: &str = "UPDATE audit_head SET hash = $1 WHERE county = $2 AND person = $3";
/// The answer for a replay.
pub const ANSWER: &str = "INSERT INTO idempotency (county, person, route, sent_key, body_digest, status, body, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, person, route, sent_key) DO NOTHING";
