//! Who may do what: the one table of roles and permissions.
//!
//! A test walks every route with every role, inside and outside its scope, and compares what it meets
//! with the golden file `docs/authorisation.md`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in JSON, SQL and files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words_enum! {
    /// What a post makes of a person (design: posts).
    pub enum Role {
        /// 系统管理员
        CountyAdmin = "county_admin",
        /// 工作专班
        CountyOffice = "county_office",
        /// 分管领导
        Leader = "leader",
        /// 行业部门
        Department = "department",
        /// 财政（财务）
        Finance = "finance",
        /// 审计人员
        Auditor = "auditor",
        /// 督查人员
        Inspector = "inspector",
        /// 监督员
        TownshipSupervisor = "township_supervisor",
        /// 技术指导员
        TechnicalGuide = "technical_guide",
        /// 信息员
        InformationOfficer = "information_officer",
        /// 收购员
        PointKeeper = "point_keeper",
        /// 店长
        OutletManager = "outlet_manager",
        /// 收银员
        OutletClerk = "outlet_clerk",
        /// 主体经办人
        Producer = "producer",
        /// 单位采购员
        UnitBuyer = "unit_buyer",
        /// 工会经办人
        UnionOfficer = "union_officer",
        /// 职工
        Worker = "worker",
        /// 公众
        Public = "public",
        /// 程序本身: the command line and the night's work on the server; never anybody's post.
        Program = "program",
    }
}

words_enum! {
    /// One thing that a route allows; every route names exactly one.
    pub enum Perm {
        /// Sign in, set up, look at what is public.
        Anyone = "anyone",
        /// One's own session, password, tasks.
        SelfService = "self",
        /// See people and posts.
        PeopleRead = "people.read",
        /// Invite people, grant and end posts, reset sign-ins.
        PeopleManage = "people.manage",
        /// Bind phones to posts of villages, and end them.
        DeviceHandOut = "device.hand_out",
        /// Read the audit trail.
        AuditRead = "audit.read",
        /// See divisions and coverage.
        PlacesRead = "places.read",
        /// Change divisions, aliases, qualities.
        PlacesManage = "places.manage",
        /// See producers and products.
        CatalogueRead = "catalogue.read",
        /// Register and correct producers, products, employment.
        CatalogueWrite = "catalogue.write",
        /// See households, masked.
        HouseholdRead = "household.read",
        /// Enter households.
        HouseholdWrite = "household.write",
        /// See one person's data in full, for a stated reason; logged.
        PersonalReveal = "personal.reveal",
        /// Hand in applications for certification.
        CertificationApply = "certification.apply",
        /// Township check.
        CertificationTownship = "certification.township",
        /// Department check.
        CertificationDepartment = "certification.department",
        /// County decision, notice, listing, suspension, removal.
        CertificationDecide = "certification.decide",
        /// See outlets and authorisations.
        OutletRead = "outlet.read",
        /// Register outlets, record help, exceptions.
        OutletManage = "outlet.manage",
        /// Grant, suspend, revoke authorisations.
        OutletAuthorise = "outlet.authorise",
        /// Open scans and photos that were attached as evidence; each opening is kept.
        EvidenceRead = "evidence.read",
        /// Attach evidence and strike off what was attached wrongly; the subject's rule says to what.
        EvidenceAttach = "evidence.attach",
        /// See what villages have, will have and cannot sell.
        SupplyRead = "supply.read",
        /// Report it.
        SupplyReport = "supply.report",
        /// Check reports, decide on unsalable produce.
        SupplyConfirm = "supply.confirm",
        /// Enter what others say of produce that does not sell.
        SupplyHint = "supply.hint",
        /// See such hints, and what was not reported.
        SilenceRead = "silence.read",
        /// Say whom to ring for advice or about selling.
        HelplineKeep = "helpline.keep",
        /// Note what was advised.
        AdviceNote = "advice.note",
        /// Set up crops and their growers, reopen periods.
        SupplyManage = "supply.manage",
        /// See demands, plans, offers, contracts.
        MarketRead = "market.read",
        /// See offers to one's own side, and what is wanted of what one grows.
        OfferRead = "offer.read",
        /// State what is wanted.
        MarketBuy = "market.buy",
        /// Answer offers for a buyer or a village; promise to buy in campaigns.
        MarketAnswer = "market.answer",
        /// Answer offers for one's own side.
        OfferAnswer = "offer.answer",
        /// Run the matching, send offers, keep the table of transport.
        MarketManage = "market.manage",
        /// Sign contracts, take deliveries.
        ContractWrite = "contract.write",
        /// Say of a contract of one's own side whether it is as agreed.
        ContractAnswer = "contract.answer",
        /// Enter what the market pays.
        PriceWatch = "price.watch",
        /// See books, stock, totals.
        LedgerRead = "ledger.read",
        /// See receipts and shifts of a till.
        TillRead = "till.read",
        /// Sell at the till.
        TillSell = "till.sell",
        /// Enter purchases, losses, counts, transfers; reverse entries.
        LedgerWrite = "ledger.write",
        /// Take in workbooks, undo imports.
        LedgerImport = "ledger.import",
        /// Close days and periods.
        LedgerClose = "ledger.close",
        /// See programmes, statements.
        VoucherRead = "voucher.read",
        /// Set up programmes, workers, issues, slips.
        VoucherManage = "voucher.manage",
        /// One's own account and code.
        VoucherOwn = "voucher.own",
        /// Confirm statements of outlets.
        VoucherSettle = "voucher.settle",
        /// Mark statements as paid out.
        VoucherPay = "voucher.pay",
        /// See measures, findings, explanations.
        AssessmentRead = "assessment.read",
        /// Run and freeze a settlement.
        AssessmentSettle = "assessment.settle",
        /// Read the policy beside its source.
        PolicyRead = "policy.read",
        /// Put policy files in force.
        PolicyManage = "policy.manage",
        /// Say where alerts go outside.
        WebhookManage = "webhook.manage",
        /// Make and download backups.
        Backup = "backup",
    }
}

impl Role {
    /// Whether the role has a permission. Auditors read everything and change nothing.
    pub fn has(self, perm: Perm) -> bool {
        use Perm as P;
        let everyone =
            matches!(perm, P::Anyone) || (self != Self::Public && matches!(perm, P::SelfService | P::PolicyRead));
        let reads = matches!(
            perm,
            P::PlacesRead
                | P::CatalogueRead
                | P::OutletRead
                | P::SupplyRead
                | P::MarketRead
                | P::LedgerRead
                | P::TillRead
                | P::VoucherRead
                | P::AssessmentRead
        );
        everyone
            || self.has_evidence(perm)
            || (perm == P::OfferRead && self.has(P::MarketRead))
            || (perm == P::OfferAnswer && self.has(P::MarketAnswer))
            || (perm == P::ContractAnswer && (self.has(P::ContractWrite) || self.has(P::OfferAnswer)))
            || match self {
                Self::CountyAdmin => matches!(
                    perm,
                    P::PeopleRead
                        | P::PeopleManage
                        | P::DeviceHandOut
                        | P::PlacesRead
                        | P::PlacesManage
                        | P::PolicyManage
                        | P::Backup
                        | P::WebhookManage
                        | P::AuditRead
                        | P::CatalogueRead
                        | P::OutletRead
                ),
                Self::CountyOffice => {
                    reads
                        || matches!(
                            perm,
                            P::PeopleRead
                                | P::CatalogueWrite
                                | P::HouseholdRead
                                | P::HouseholdWrite
                                | P::PersonalReveal
                                | P::CertificationApply
                                | P::CertificationDecide
                                | P::OutletManage
                                | P::OutletAuthorise
                                | P::SupplyReport
                                | P::SupplyConfirm
                                | P::SupplyManage
                                | P::SupplyHint
                                | P::HelplineKeep
                                | P::AdviceNote
                                | P::SilenceRead
                                | P::MarketBuy
                                | P::MarketAnswer
                                | P::MarketManage
                                | P::ContractWrite
                                | P::PriceWatch
                                | P::LedgerClose
                                | P::AssessmentSettle
                        )
                }
                Self::Leader => reads || matches!(perm, P::SilenceRead),
                Self::Department => {
                    matches!(
                        perm,
                        P::PlacesRead
                            | P::CatalogueRead
                            | P::OutletRead
                            | P::CertificationDepartment
                            | P::SupplyRead
                            | P::HelplineKeep
                            | P::AdviceNote
                            | P::VoucherRead
                    )
                }
                Self::Finance => reads || matches!(perm, P::VoucherPay),
                Self::Auditor => {
                    reads || matches!(perm, P::AuditRead | P::PeopleRead | P::HouseholdRead | P::SilenceRead)
                }
                Self::Inspector => {
                    matches!(
                        perm,
                        P::PlacesRead
                            | P::CatalogueRead
                            | P::OutletRead
                            | P::SupplyRead
                            | P::MarketRead
                            | P::PriceWatch
                            | P::SupplyHint
                            | P::SilenceRead
                            | P::LedgerRead
                            | P::TillRead
                    )
                }
                Self::TownshipSupervisor => matches!(
                    perm,
                    P::PlacesRead
                        | P::PeopleRead
                        | P::DeviceHandOut
                        | P::CatalogueRead
                        | P::CatalogueWrite
                        | P::HouseholdRead
                        | P::HouseholdWrite
                        | P::PersonalReveal
                        | P::CertificationApply
                        | P::CertificationTownship
                        | P::OutletRead
                        | P::SupplyRead
                        | P::SupplyReport
                        | P::SupplyConfirm
                        | P::SupplyHint
                        | P::HelplineKeep
                        | P::AdviceNote
                        | P::SilenceRead
                        | P::MarketRead
                        | P::MarketAnswer
                        | P::ContractWrite
                ),
                Self::TechnicalGuide => {
                    matches!(
                        perm,
                        P::PlacesRead
                            | P::CatalogueRead
                            | P::SupplyRead
                            | P::SupplyHint
                            | P::HelplineKeep
                            | P::AdviceNote
                    )
                }
                Self::InformationOfficer => matches!(
                    perm,
                    P::PlacesRead
                        | P::CatalogueRead
                        | P::CatalogueWrite
                        | P::HouseholdRead
                        | P::HouseholdWrite
                        | P::CertificationApply
                        | P::SupplyRead
                        | P::SupplyReport
                        | P::AdviceNote
                        | P::MarketRead
                        | P::MarketAnswer
                        | P::ContractWrite
                ),
                Self::PointKeeper => matches!(
                    perm,
                    P::PlacesRead
                        | P::CatalogueRead
                        | P::LedgerRead
                        | P::LedgerWrite
                        | P::MarketRead
                        | P::ContractWrite
                ),
                Self::OutletManager => matches!(
                    perm,
                    P::CatalogueRead
                        | P::OutletRead
                        | P::LedgerRead
                        | P::TillRead
                        | P::TillSell
                        | P::LedgerWrite
                        | P::LedgerImport
                        | P::LedgerClose
                        | P::VoucherRead
                        | P::MarketRead
                        | P::MarketBuy
                        | P::MarketAnswer
                        | P::ContractWrite
                ),
                Self::OutletClerk => {
                    matches!(perm, P::CatalogueRead | P::OutletRead | P::TillRead | P::TillSell)
                }
                Self::Producer => matches!(
                    perm,
                    P::CatalogueRead | P::CatalogueWrite | P::CertificationApply | P::OfferRead | P::OfferAnswer
                ),
                Self::UnitBuyer => {
                    matches!(
                        perm,
                        P::CatalogueRead
                            | P::OutletRead
                            | P::MarketRead
                            | P::MarketBuy
                            | P::MarketAnswer
                            | P::ContractWrite
                    )
                }
                Self::UnionOfficer => {
                    matches!(
                        perm,
                        P::OutletRead | P::VoucherRead | P::VoucherManage | P::VoucherSettle | P::PersonalReveal
                    )
                }
                Self::Worker => matches!(perm, P::VoucherOwn | P::CatalogueRead | P::OutletRead),
                Self::Public => false,
                Self::Program => true,
            }
    }

    /// Evidence shows people: read by who checks, decides or audits; attached by who acts on the thing.
    fn has_evidence(self, perm: Perm) -> bool {
        let acts = matches!(
            self,
            Self::CountyOffice
                | Self::Department
                | Self::TownshipSupervisor
                | Self::InformationOfficer
                | Self::PointKeeper
                | Self::OutletManager
                | Self::Producer
        );
        match perm {
            Perm::EvidenceAttach => acts,
            Perm::EvidenceRead => {
                acts || matches!(self, Self::Leader | Self::Finance | Self::Auditor | Self::Inspector)
            }
            _ => false,
        }
    }

    /// Posts that one person may not hold together: who audits does nothing else, and
    /// who inspects neither sells nor grows.
    pub fn excludes(self, other: Self) -> bool {
        let pair = |a: Self, b: &[Self]| (self == a && b.contains(&other)) || (other == a && b.contains(&self));
        let sells = [Self::OutletManager, Self::OutletClerk, Self::Producer, Self::PointKeeper];
        ((self == Self::Auditor) != (other == Self::Auditor)) || pair(Self::Inspector, &sells)
    }

    /// The kind of scope that a post of this role has.
    pub fn scope_kind(self) -> &'static str {
        match self {
            Self::TownshipSupervisor | Self::TechnicalGuide => "township",
            Self::InformationOfficer => "village",
            Self::PointKeeper | Self::OutletManager | Self::OutletClerk => "outlet",
            Self::Producer => "producer",
            Self::UnitBuyer | Self::UnionOfficer => "unit",
            Self::Worker => "account",
            Self::Public => "public",
            _ => "county",
        }
    }
}

#[cfg(test)]
#[path = "perm_tests.rs"]
mod tests;
