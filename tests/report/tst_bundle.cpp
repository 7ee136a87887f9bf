// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Bundle.h"

#include "auth/SecretSweep.h"
#include "diagnosis/Diagnose.h"
#include "intake/CaseFromBundle.h"
#include "model/CaseJson.h"
#include "report/Canaries.h"
#include "report/HtmlReport.h"
#include "report/Redaction.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace pt::test;

namespace {

Secret secretOf(const QString &text)
{
    QString copy = text;
    return Secret::takeText(std::move(copy));
}

const QDateTime when(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);

struct ZipEntry
{
    QByteArray name;
    QByteArray bytes;
    int type = AE_IFREG;
    QByteArray link;
};

la_ssize_t appendTo(archive *, void *target, const void *bytes, std::size_t size)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(bytes), qsizetype(size));
    return la_ssize_t(size);
}

QByteArray zipOf(const QList<ZipEntry> &entries)
{
    QByteArray zip;
    archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_set_bytes_in_last_block(a, 1);
    archive_write_open(a, &zip, nullptr, appendTo, nullptr);
    for (const ZipEntry &entry : entries) {
        archive_entry *e = archive_entry_new();
        archive_entry_set_pathname(e, entry.name.constData());
        archive_entry_set_filetype(e, unsigned(entry.type));
        archive_entry_set_perm(e, 0644);
        archive_entry_set_size(e, entry.bytes.size());
        if (!entry.link.isEmpty())
            archive_entry_set_symlink(e, entry.link.constData());
        archive_write_header(a, e);
        archive_write_data(a, entry.bytes.constData(), std::size_t(entry.bytes.size()));
        archive_entry_free(e);
    }
    archive_write_close(a);
    archive_write_free(a);
    return zip;
}

QList<ZipEntry> unzipped(const QByteArray &zip)
{
    QList<ZipEntry> entries;
    archive *a = archive_read_new();
    archive_read_support_format_zip(a);
    if (archive_read_open_memory(a, zip.constData(), std::size_t(zip.size())) == ARCHIVE_OK) {
        archive_entry *e = nullptr;
        while (archive_read_next_header(a, &e) == ARCHIVE_OK) {
            ZipEntry entry{archive_entry_pathname(e), {}, AE_IFREG, {}};
            char block[4096];
            for (la_ssize_t n = 0; (n = archive_read_data(a, block, sizeof block)) > 0;)
                entry.bytes.append(block, n);
            entries.append(entry);
        }
    }
    archive_read_free(a);
    return entries;
}

QByteArray caseBytes(const Case &value)
{
    return QJsonDocument(caseToJson(value)).toJson();
}

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

private slots:
    void noCanaryComesOut_data();
    void noCanaryComesOut();
    void passwordCannotBeCheckedAgainstTheBundle();
    void hasTheFixedEntries();
    void readsBackWhatItWrote();
    void sameInputSameBytes();
    void secretInAnEntryStopsIt();
    void shortSecretIsTold();
    void savesWholeOrNotAtAll();
    void htmlIsEscaped_data();
    void htmlIsEscaped();
    void htmlLoadsAndRunsNothing();
    void refusesHostileZips_data();
    void refusesHostileZips();
    void mutatedZipsNeverCrash();
};

void TestBundle::noCanaryComesOut_data()
{
    QTest::addColumn<int>("outcome");
    QTest::newRow("ok") << int(Outcome::Ok);
    QTest::newRow("rejected") << int(Outcome::Rejected);
    QTest::newRow("reset") << int(Outcome::Reset);
    QTest::newRow("parse error") << int(Outcome::ParseError);
    QTest::newRow("cancelled") << int(Outcome::Cancelled);
}

void TestBundle::noCanaryComesOut()
{
    QFETCH(const int, outcome);
    const Case value = canaryCase(Outcome(outcome));
    const Result<Bundle> bundle = makeBundle(value, {}, when);
    QVERIFY(bundle.has_value());
    const Result<QByteArray> zip = zipBundle(*bundle, {});
    QVERIFY(zip.has_value());
    const QList<ZipEntry> entries = unzipped(*zip);
    QCOMPARE(entries.size(), 4);
    const QByteArray raw = caseBytes(value);

    const QList<Canary> list = canaries();
    QByteArray everything = *zip;
    for (const ZipEntry &entry : entries)
        everything += entry.name + '\n' + entry.bytes;
    int blind = 0;
    for (const Canary &canary : list) {
        const Secret secret = secretOf(canary.marker);
        const SecretSweep sweep({&secret});
        // The markers that only some outcomes hold are the challenge's.
        const bool inRaw = sweep.finds(raw);
        if (!inRaw)
            ++blind;
        if (Outcome(outcome) == Outcome::Rejected)
            QVERIFY2(inRaw, canary.field);
        for (const ZipEntry &entry : entries) {
            QVERIFY2(!sweep.finds(entry.bytes),
                     qPrintable(QLatin1StringView(canary.field) + u" in "_s
                                + QString::fromLatin1(entry.name)));
            QVERIFY2(!entry.bytes.toLower().contains(canary.marker.toLower().toUtf8()),
                     canary.field);
        }
        QVERIFY2(!sweep.finds(everything), canary.field);
    }
    QVERIFY2(blind <= 3, "the same search finds the markers in what was not redacted");
}

void TestBundle::passwordCannotBeCheckedAgainstTheBundle()
{
    const Case value = canaryCase(Outcome::Rejected);
    const Result<Bundle> bundle = makeBundle(value, {}, when);
    QVERIFY(bundle.has_value());
    QByteArray all;
    for (const BundleEntry &entry : bundle->entries)
        all += entry.bytes;
    // Whoever knows the right password must not be able to see that it is the right one: what he
    // would compare with, and what he would compute it from, are both gone.
    const QByteArray pair = "zquserkayle:zqPass!wurz77";
    QVERIFY(!all.contains(pair.toBase64()));
    QVERIFY(!all.contains("zqdigestresponse") && !all.contains("zqcnoncetext")
            && !all.contains("zqnoncetext"));
    for (const auto algorithm : {QCryptographicHash::Md5, QCryptographicHash::Sha256}) {
        for (const QByteArray &input :
             {pair, "zquserkayle:zqrealmtext:zqPass!wurz77"_ba, "zqPass!wurz77"_ba}) {
            QVERIFY(!all.contains(QCryptographicHash::hash(input, algorithm).toHex()));
        }
    }
    static const QRegularExpression token(u"[A-Za-z0-9+/_-]{8,}={0,2}"_s);
    const QString text = QString::fromUtf8(all);
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const QByteArray decoded = QByteArray::fromBase64(it.next().captured().toLatin1());
        QVERIFY2(!decoded.contains("zqPass") && !decoded.contains("zquser"),
                 "no token decodes to a sign-in");
    }
    QVERIFY2(all.contains("password-length=8-15"), "the length is told as a class only");
}

void TestBundle::hasTheFixedEntries()
{
    const Result<Bundle> bundle = makeBundle(canaryCase(Outcome::Rejected), {}, when);
    QVERIFY(bundle.has_value());
    QStringList names;
    for (const BundleEntry &entry : bundle->entries) {
        names.append(entry.name);
        QVERIFY(!entry.bytes.isEmpty());
    }
    QCOMPARE(
        names,
        QStringList({u"report.html"_s, u"case.json"_s, u"exchange.txt"_s, u"REDACTION.txt"_s}));
    const QByteArray redaction = bundle->entries.last().bytes;
    for (const char *rule :
         {"[user]", "[host]", "[url]", "[body]", "[unknown-field]", "[not-parsed]"})
        QVERIFY2(redaction.contains(rule), rule);
    QVERIFY(redaction.contains("exchange 2, response"));
}

void TestBundle::readsBackWhatItWrote()
{
    for (const Outcome outcome :
         {Outcome::Ok, Outcome::Rejected, Outcome::Reset, Outcome::ParseError}) {
        const Case value = canaryCase(outcome);
        const Result<Bundle> bundle = makeBundle(value, {}, when);
        QVERIFY(bundle.has_value());
        const Result<QByteArray> zip = zipBundle(*bundle, {});
        QVERIFY(zip.has_value());
        QVERIFY(looksLikeBundle(*zip));
        const Result<Case> back = caseFromBundle(*zip);
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
        QCOMPARE(QJsonDocument(caseToJson(*back)).toJson(), caseBytes(redacted(value).value));
        QVERIFY(*back == redacted(value).value);
    }
}

void TestBundle::sameInputSameBytes()
{
    const Case value = canaryCase(Outcome::Rejected);
    const auto zipNow = [&value] { return *zipBundle(*makeBundle(value, {}, when), {}); };
    const QByteArray first = zipNow();
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Kathmandu");
    tzset();
    const QByteArray second = zipNow();
    zone.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", zone);
    tzset();
    QVERIFY2(first == second, "the same bytes in another time zone");
    const QByteArray user = qgetenv("USER");
    if (user.size() > 4)
        QVERIFY(!first.contains(user));
}

void TestBundle::secretInAnEntryStopsIt()
{
    // A word that the program itself writes into the report stands for a leak of any kind.
    const Secret leaked = secretOf(u"proxy-triage/case"_s);
    const Case value = canaryCase(Outcome::Rejected);
    const Result<Bundle> bundle = makeBundle(value, {&leaked}, when);
    QVERIFY(!bundle.has_value());
    QCOMPARE(bundle.error().code, u"bundle.secret-found"_s);
    QCOMPARE(bundle.error().detail, u"case.json"_s);

    const Secret secret = secretOf(u"zqPass!wurz77"_s);
    const QList<QPair<QString, QByteArray>> leaks{
        {u"as it is"_s, "x zqPass!wurz77"},
        {u"base64"_s, QByteArray("me:zqPass!wurz77").toBase64()},
        {u"hex"_s, QByteArray("zqPass!wurz77").toHex()},
        {u"percent"_s, "zqPass%21wurz77"}};
    for (const auto &[name, bytes] : leaks) {
        const Result<QByteArray> zip = zipBundle({{{u"a.txt"_s, bytes}}}, {&secret});
        QVERIFY2(!zip.has_value(), qPrintable(name));
        QCOMPARE(zip.error().code, u"bundle.secret-found"_s);
        QCOMPARE(zip.error().detail, u"a.txt"_s);
        QVERIFY2(zipBundle({{{u"a.txt"_s, bytes}}}, {}).has_value(),
                 "it is the secret that stops it");
    }
    QVERIFY2(!zipBundle({{{u"zqPass!wurz77.txt"_s, "x"}}}, {&secret}).has_value(),
             "names are searched, too");
    QVERIFY2(makeBundle(value, {&secret}, when).has_value(), "the redacted Case does not hold it");
}

void TestBundle::shortSecretIsTold()
{
    const Secret three = secretOf(u"q7!"_s);
    const Result<Bundle> bundle = makeBundle(canaryCase(Outcome::Ok), {&three}, when);
    QVERIFY(bundle.has_value());
    QVERIFY(bundle->entries.last().bytes.contains("fewer than 4 bytes"));
    const Result<Bundle> without = makeBundle(canaryCase(Outcome::Ok), {}, when);
    QVERIFY(!without->entries.last().bytes.contains("fewer than 4 bytes"));
}

void TestBundle::savesWholeOrNotAtAll()
{
    QTemporaryDir dir;
    const QString name = dir.filePath(u"bundle.zip"_s);
    QCOMPARE(saveBundle(name, "first").value_or(-1), 5);
    QCOMPARE(saveBundle(name, "second one").value_or(-1), 10);
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "second one"_ba);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"bundle.zip"_s});
    const Result<qint64> failed = saveBundle(dir.filePath(u"missing/bundle.zip"_s), "x");
    QVERIFY(!failed.has_value());
    QCOMPARE(failed.error().code, u"bundle.cannot-write"_s);
    QVERIFY(!failed.error().detail.isEmpty());
}

void TestBundle::htmlIsEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("script") << u"<script>alert(1)</script>"_s;
    QTest::newRow("image") << u"<img src=x onerror=alert(1)>"_s;
    QTest::newRow("image on a share") << u"<img src='file://///zq/share/a.png'>"_s;
    QTest::newRow("end of an attribute") << u"\"><svg onload=alert(1)>"_s;
    QTest::newRow("end of the style") << u"</style><script>alert(1)</script>"_s;
    QTest::newRow("comment and base") << u"--><base href=//evil>"_s;
}

void TestBundle::htmlIsEscaped()
{
    QFETCH(const QString, text);
    // Not redacted: redaction would take the markup away before it could show.
    Case value = canaryCase(Outcome::Rejected);
    value.input.user = value.input.endpoint.host = text;
    value.input.targets = {text};
    ProxySource source;
    source.name = source.value = source.place = source.endpoint.host = text;
    value.environment.sources = {source};
    PacFacts pac;
    pac.url = pac.detail = text;
    pac.answers = {{text, text}};
    value.environment.pac = {pac};
    for (Exchange &exchange : value.exchanges) {
        exchange.target = exchange.remote = text;
        exchange.response.head = "HTTP/1.1 407 " + text.toUtf8()
            + "\r\nProxy-Authenticate: Basic realm=\"" + text.toUtf8().replace('"', "\\\"")
            + "\"\r\n\r\n";
        exchange.response.body = text.toUtf8();
    }
    for (StageResult &stage : value.stages)
        stage.params.insert(u"detail"_s, text);
    Diagnosis diagnosis = diagnose(value);
    Finding finding = diagnosis.verdict();
    finding.params.insert(u"reason"_s, text);
    finding.evidence.append({EvidenceSource::ResponseHead, 2, 13, text.size(), text, {}});
    diagnosis.findings.append(finding);
    const QString html = QString::fromUtf8(htmlReport(value, diagnosis));
    QVERIFY2(html.contains(text.toHtmlEscaped().left(20)), "the text is shown");
    static const QRegularExpression tags(u"<\\s*/?\\s*([A-Za-z!][A-Za-z0-9]*)[^>]*>"_s);
    static const QRegularExpression attributeValues(u"\"[^\"]*\""_s);
    static const QStringList known{
        u"!DOCTYPE"_s, u"html"_s,    u"head"_s,   u"meta"_s, u"title"_s, u"style"_s, u"body"_s,
        u"main"_s,     u"section"_s, u"h1"_s,     u"h2"_s,   u"h3"_s, u"h4"_s,    u"p"_s,     u"dl"_s,
        u"dt"_s,       u"dd"_s,      u"ol"_s,     u"ul"_s,   u"li"_s,    u"pre"_s,   u"code"_s,
        u"mark"_s,     u"span"_s,    u"strong"_s, u"a"_s,    u"table"_s, u"thead"_s, u"tbody"_s,
        u"tr"_s,       u"th"_s,      u"td"_s};
    for (auto it = tags.globalMatch(html); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QVERIFY2(known.contains(match.captured(1)), qPrintable(match.captured()));
        const QString names = match.captured().remove(attributeValues);
        QVERIFY2(!names.contains(u" on"_s) && !names.contains(u"src"_s),
                 qPrintable(match.captured()));
    }
    QCOMPARE(html.count(u"</style>"_s), 1);
}

void TestBundle::htmlLoadsAndRunsNothing()
{
    const Case value = canaryCase(Outcome::Rejected);
    const QByteArray html = htmlReport(value, diagnose(value));
    QVERIFY(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                          "style-src 'unsafe-inline'\""));
    QVERIFY(html.contains("<html lang=\""));
    QVERIFY(html.contains(" dir=\"ltr\""));
    QVERIFY(html.contains("prefers-color-scheme:dark"));
    QVERIFY(html.contains("@media print"));
    for (const char *loads :
         {"<script", "<link", "<img", "<iframe", "src=", "url(", "@import", "javascript:"})
        QVERIFY2(!html.contains(loads), loads);
    QVERIFY2(html.contains("<mark"), "what proves it is marked");
}

void TestBundle::refusesHostileZips_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QString>("code");
    const QByteArray good = caseBytes(Case());
    const auto row = [](const char *name, const QByteArray &zip, const char *code) {
        QTest::newRow(name) << zip << QString::fromLatin1(code);
    };
    row("empty", {}, "bundle.not-a-zip");
    row("text", "HTTP/1.1 200 OK\r\n\r\n", "bundle.not-a-zip");
    row("no case", zipOf({{"a.txt", "x", AE_IFREG, {}}}), "bundle.no-case");
    row("case in a folder", zipOf({{"x/case.json", good, AE_IFREG, {}}}), "bundle.no-case");
    row("a name that goes up", zipOf({{"../case.json", good, AE_IFREG, {}}}), "bundle.bad-entry");
    row("a name that goes up inside",
        zipOf({{"a/../../b", "x", AE_IFREG, {}}, {"case.json", good, AE_IFREG, {}}}),
        "bundle.bad-entry");
    row("an absolute name", zipOf({{"/case.json", good, AE_IFREG, {}}}), "bundle.bad-entry");
    row("a drive", zipOf({{"C:case.json", good, AE_IFREG, {}}}), "bundle.bad-entry");
    row("backslashes", zipOf({{"..\\case.json", good, AE_IFREG, {}}}), "bundle.bad-entry");
    row("a link", zipOf({{"case.json", "", AE_IFLNK, "/etc/passwd"}}), "bundle.bad-entry");
    row("two cases", zipOf({{"case.json", good, AE_IFREG, {}}, {"case.json", good, AE_IFREG, {}}}),
        "bundle.bad-entry");
    QList<ZipEntry> many;
    for (int i = 0; i < 65; ++i)
        many.append({"f" + QByteArray::number(i), "x", AE_IFREG, {}});
    row("65 entries", zipOf(many), "bundle.too-large");
    row("a bomb", zipOf({{"case.json", QByteArray(40 * 1024 * 1024, ' '), AE_IFREG, {}}}),
        "bundle.too-large");
    row("a bomb beside the case",
        zipOf({{"case.json", good, AE_IFREG, {}},
               {"b", QByteArray(70 * 1024 * 1024, '\0'), AE_IFREG, {}}}),
        "bundle.too-large");
    row("no JSON", zipOf({{"case.json", "{", AE_IFREG, {}}}), "case-json.type");
    row("a list", zipOf({{"case.json", "[]", AE_IFREG, {}}}), "case-json.type");
    row("deep nesting", zipOf({{"case.json", QByteArray(100'000, '['), AE_IFREG, {}}}),
        "case-json.type");
    row("another schema", zipOf({{"case.json", "{\"schema\":\"x\"}", AE_IFREG, {}}}),
        "case-json.schema");
    row("a wrong type",
        zipOf({{"case.json", "{\"schema\":\"proxy-triage/case/1\",\"stages\":1}", AE_IFREG, {}}}),
        "case-json.type");
    QByteArray cut = zipOf({{"case.json", good, AE_IFREG, {}}});
    cut.truncate(cut.size() / 2);
    row("cut off", cut, "bundle.bad-entry");
}

void TestBundle::refusesHostileZips()
{
    QFETCH(const QByteArray, zip);
    QFETCH(const QString, code);
    const Result<Case> value = caseFromBundle(zip);
    QVERIFY(!value.has_value());
    QCOMPARE(value.error().code, code);
    QVERIFY(caseFromBundle(zipOf({{"case.json", caseBytes(Case()), AE_IFREG, {}}})).has_value());
}

void TestBundle::mutatedZipsNeverCrash()
{
    const QByteArray good = *zipBundle(*makeBundle(canaryCase(Outcome::Rejected), {}, when), {});
    QVERIFY(caseFromBundle(good).has_value());
    QRandomGenerator random(407);
    int read = 0;
    for (int round = 0; round < 600; ++round) {
        QByteArray zip = good;
        const int changes = 1 + int(random.bounded(6u));
        for (int i = 0; i < changes; ++i) {
            // Half of the changes hit the directory at the end, where the structure is.
            const quint32 size = quint32(zip.size());
            const quint32 at = random.bounded(2) == 0 ? random.bounded(size)
                                                      : size - 1 - random.bounded(qMin(size, 300u));
            zip[qsizetype(at)] = char(random.bounded(256));
        }
        if (random.bounded(8) == 0)
            zip.truncate(random.bounded(int(zip.size())));
        const Result<Case> value = caseFromBundle(zip);
        if (value)
            ++read;
        else
            QVERIFY(!value.error().code.isEmpty());
    }
    QVERIFY2(read < 600, "some changes are noticed");
}

QTEST_APPLESS_MAIN(TestBundle)
#include "tst_bundle.moc"
