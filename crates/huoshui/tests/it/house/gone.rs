//! PostgreSQL goes away in the middle of the day and comes back.

use crate::{
    harness::{County, fresh_postgres},
    shop::Shop,
};
use std::{
    collections::BTreeMap,
    io,
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A wire between the program and the database that can be cut.
struct Wire {
    url: String,
    whole: Arc<AtomicBool>,
    calls: Arc<Mutex<Vec<(TcpStream, UnixStream)>>>,
}

impl Wire {
    /// A wire to a fresh database on the server's socket.
    fn new() -> Self {
        let direct = fresh_postgres();
        let folder = direct.split_whitespace().find_map(|word| word.strip_prefix("host=")).unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = format!("host=127.0.0.1 port={}", listener.local_addr().unwrap().port());
        let wire = Self {
            url: direct.replace(&format!("host={folder}"), &host),
            whole: Arc::new(AtomicBool::new(true)),
            calls: Arc::default(),
        };
        let (whole, calls) = (wire.whole.clone(), wire.calls.clone());
        thread::spawn(move || {
            for call in listener.incoming().map(Result::unwrap).filter(|_| whole.load(Ordering::SeqCst)) {
                let server = UnixStream::connect(format!("{folder}/.s.PGSQL.5432")).unwrap();
                relay(call.try_clone().unwrap(), server.try_clone().unwrap());
                calls.lock().unwrap().push((call, server));
            }
        });
        wire
    }

    fn cut(&self) {
        self.whole.store(false, Ordering::SeqCst);
        for (call, server) in self.calls.lock().unwrap().drain(..) {
            let _ = (call.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
        }
    }

    fn mend(&self) {
        self.whole.store(true, Ordering::SeqCst);
    }
}

/// Carries both directions until one end hangs up.
fn relay(call: TcpStream, server: UnixStream) {
    let (mut call_in, mut server_in) = (call.try_clone().unwrap(), server.try_clone().unwrap());
    let (mut call_out, mut server_out) = (call, server);
    thread::spawn(move || {
        let _ = io::copy(&mut call_in, &mut server_out);
        let _ = server_out.shutdown(Shutdown::Both);
    });
    thread::spawn(move || {
        let _ = io::copy(&mut server_in, &mut call_out);
        let _ = call_out.shutdown(Shutdown::Both);
    });
}

#[test]
fn without_its_database_the_program_says_so_and_goes_on_when_it_is_back() {
    let wire = Wire::new();
    let county = County::on(&wire.url).founded();
    let shop = Shop::open(&county);
    shop.stock("2026-08-01", 1_000_000_000);
    let sell = |key: &str| shop.clerk.post_once(key, &shop.sales(), shop.cash_sale(500));
    let sold = sell("before-the-cut").ok();

    wire.cut();
    for _ in 0..6 {
        let zh = sell("during-the-cut").refused(503, "store.unavailable");
        assert!(zh["title"].as_str().unwrap().contains("数据库暂时连不上"), "{zh}");
    }
    let entries = format!("/outlets/{}/entries", shop.outlet);
    let en = shop.manager.with("accept-language", "en").get(&entries).refused(503, "store.unavailable");
    assert!(en["title"].as_str().unwrap().is_ascii(), "{en}");
    county.nobody().get("//readyz").refused(503, "store.unavailable");
    assert_eq!(county.nobody().get("//healthz").body, "ok");

    wire.mend();
    assert!(!sell("during-the-cut").headers.contains_key("idempotency-replayed"));
    let again = sell("before-the-cut");
    assert_eq!(again.headers.get("idempotency-replayed").map(String::as_str), Some("true"));
    assert_eq!(again.ok(), sold);

    // A restart between two requests: no worker's first request fails for it.
    wire.cut();
    wire.mend();
    for n in 0..8 {
        sell(&format!("after-the-cut-{n}")).ok();
    }
    let books = county.app.db().read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
    assert_eq!((books.problems, books.entries), (vec![], 1 + 2 + 8));
}

#[test]
fn a_cut_in_the_middle_of_sales_leaves_each_of_them_once_or_not_at_all() {
    let wire = Wire::new();
    let county = County::on(&wire.url).founded();
    let shop = Shop::open(&county);
    shop.stock("2026-08-01", 1_000_000_000);
    let answers: Mutex<BTreeMap<String, u16>> = Mutex::default();
    let stop = AtomicBool::new(false);
    thread::scope(|threads| {
        for clerk in 0..4 {
            let (answers, stop, shop) = (&answers, &stop, &shop);
            threads.spawn(move || {
                for n in (0..).take_while(|_| !stop.load(Ordering::SeqCst)) {
                    let key = format!("clerk-{clerk}-{n:05}");
                    let status = shop.clerk.post_once(&key, &shop.sales(), shop.cash_sale(500)).status;
                    answers.lock().unwrap().insert(key, status);
                }
            });
        }
        for _ in 0..3 {
            thread::sleep(Duration::from_millis(150));
            wire.cut();
            thread::sleep(Duration::from_millis(30));
            wire.mend();
        }
        stop.store(true, Ordering::SeqCst);
    });
    let answers = answers.into_inner().unwrap();
    assert!(answers.values().all(|status| matches!(status, 200 | 503)), "{answers:?}");
    assert!(answers.values().any(|status| *status == 200) && answers.values().any(|status| *status == 503));
    for (key, status) in &answers {
        let again = shop.clerk.post_once(key, &shop.sales(), shop.cash_sale(500));
        assert!(*status != 200 || again.headers.contains_key("idempotency-replayed"), "{key} was acknowledged");
        again.ok();
    }
    let books = county.app.db().read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
    assert_eq!((books.problems, books.entries), (vec![], 1 + i64::try_from(answers.len()).unwrap()));
}
