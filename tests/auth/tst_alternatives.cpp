// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Alternatives.h"
#include "auth/Basic.h"
#include "auth/SecretSweep.h"
#include "auth/SignIn.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

const QByteArray basic = "Basic realm=\"office\"";
const QByteArray basicUtf8 = "Basic realm=\"office\", charset=\"UTF-8\"";
const QByteArray md5 = "Digest realm=\"office\", nonce=\"n\", qop=\"auth\"";
const QByteArray sha512 = "Digest realm=\"office\", nonce=\"n\", qop=\"auth\", algorithm=SHA-512-256";

class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, 'r'); }
};

Credentials typed(const QString &user, const QByteArray &password, const QString &domain = {})
{
    return {user, domain, Secret::takeUtf8(QByteArray(password.constData(), password.size()))};
}

Challenge read(const QByteArray &value)
{
    return parseChallengeValue(value).value(0);
}

QStringList ids(const QList<Alternative> &list)
{
    QStringList all;
    for (const Alternative &one : list)
        all.append(one.id);
    return all;
}

/// What is sent by Basic, taken apart again.
QByteArray sentByBasic(const Credentials &credentials, const Alternative &alternative)
{
    const auto value
        = basicAnswer(spelled(credentials, alternative), read(basic), alternative.form);
    return value ? QByteArray::fromBase64(value->mid(6)) : value.error().code.toLatin1();
}

} // namespace

class TestAlternatives : public QObject
{
    Q_OBJECT

private slots:
    void list_data();
    void list();
    void bytes_data();
    void bytes();
    void noTwoSendTheSame();
    void nothingWithoutCredentials();
    void misprintedHash();
    void absoluteUri();
    void digestInLatin1();
    void useAndBack();
    void otherSpellingsAreSweptToo();
};

void TestAlternatives::list_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<bool>("isConnect");
    QTest::addColumn<QStringList>("expected");
    const QString alone = u"login-user-alone"_s;
    const QString down = u"login-domain-user"_s;
    const QString at = u"login-user-at-domain"_s;
    const QString latin1 = u"charset-latin1"_s;
    const QString uri = u"digest-absolute-uri"_s;
    const auto row = [](const char *name, const QString &user, const QByteArray &password,
                        const QByteArray &challenge, const QStringList &expected,
                        const QString &domain = {}, bool isConnect = true) {
        QTest::newRow(name) << user << domain << password << challenge << isConnect << expected;
    };
    row("nothing odd", u"anna"_s, "horse", basic, {});
    row("domain and user", u"ACME\\anna"_s, "horse", basic, {alone, at});
    row("domain of its own", u"anna"_s, "horse", basic, {alone, at}, u"ACME"_s);
    row("a slash for the backslash", u"ACME/anna"_s, "horse", basic, {down, alone});
    row("like a mail address", u"anna@corp.example"_s, "horse", basic, {alone, down});
    row("the realm is a domain", u"anna"_s, "horse", "Basic realm=\"corp.example\"", {at});
    row("the realm has spaces", u"anna"_s, "horse", "Basic realm=\"corp.example proxy\"", {});
    row("only a domain", u"ACME\\"_s, "horse", basic, {});
    row("umlaut in the password", u"anna"_s, "h\xC3\xB6rse", basic, {latin1});
    row("umlaut in the user", u"j\u00E4n"_s, "horse", basic, {latin1});
    row("umlaut in the domain", u"jan"_s, "horse", basic, {latin1, alone, at}, u"D\u00D6RF"_s);
    row("not in ISO-8859-1", u"anna"_s, "h\xC5\x91rse", basic, {});
    row("the proxy reads UTF-8: the form of the name is likelier", u"ACME\\anna"_s,
        "h\xC3\xB6rse", basicUtf8, {alone, at, latin1});
    row("the proxy does not say: the encoding is likelier", u"ACME\\anna"_s, "h\xC3\xB6rse", basic,
        {latin1, alone, at});
    row("space behind the password", u"anna"_s, "horse ", basic, {u"trimmed"_s});
    row("no-break space before it", u"anna"_s, "\xC2\xA0horse", basic, {u"trimmed"_s, latin1});
    row("zero-width space inside", u"anna"_s, "ho\xE2\x80\x8Brse", basic, {u"trimmed"_s});
    row("space behind the user", u"anna "_s, "horse", basic, {u"trimmed"_s});
    row("nothing but spaces as user", u"  "_s, "horse", basic, {});
    row("space inside", u"anna"_s, "ho rse", basic, {});
    row("percent codes", u"anna"_s, "h%40rse", basic, {u"decoded"_s});
    row("a percent sign", u"anna"_s, "100%", basic, {});
    row("codes that give no text", u"anna"_s, "h%FFrse", basic, {});
    row("codes that give a line end", u"anna"_s, "h%0Arse", basic, {});
    row("codes in the user", u"anna%40corp.example"_s, "horse", basic, {u"decoded"_s});
    row("all at once, most probable first", u"ACME\\anna"_s, "h\xC3\xB6%40 ", sha512,
        {u"trimmed"_s, u"decoded"_s, u"digest-misprint"_s, latin1, alone, at, uri}, {}, false);
    row("Digest, plain", u"anna"_s, "horse", md5, {uri}, {}, false);
    row("Digest, CONNECT", u"anna"_s, "horse", md5, {});
    row("SHA-512-256, CONNECT", u"anna"_s, "horse", sha512, {u"digest-misprint"_s});
    row("NTLM has a charset of its own", u"ACME\\anna"_s, "h\xC3\xB6rse", "NTLM", {alone, at});
    row("Negotiate: the ticket was got, so the spelling is right", u"ACME\\anna"_s, "horse ",
        "Negotiate", {});
}

void TestAlternatives::list()
{
    QFETCH(QString, user);
    QFETCH(QString, domain);
    QFETCH(QByteArray, password);
    QFETCH(QByteArray, challenge);
    QFETCH(bool, isConnect);
    QFETCH(QStringList, expected);
    QCOMPARE(ids(alternativesFor(typed(user, password, domain), read(challenge), isConnect)),
             expected);
}

void TestAlternatives::bytes_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const QString &user, const QByteArray &password, const QString &id,
                        const QByteArray &sent) {
        QTest::newRow(qPrintable(id + u' ' + user)) << user << password << id << sent;
    };
    row(u"anna"_s, "horse", {}, "anna:horse");
    row(u"ACME\\anna"_s, "horse", u"login-user-alone"_s, "anna:horse");
    row(u"ACME\\anna"_s, "horse", u"login-user-at-domain"_s, "anna@ACME:horse");
    row(u"ACME/anna"_s, "horse", u"login-domain-user"_s, "ACME\\anna:horse");
    row(u"anna@corp.example"_s, "horse", u"login-domain-user"_s, "CORP\\anna:horse");
    row(u"j\u00E4n"_s, "123\xC2\xA3", u"charset-latin1"_s, "j\xE4n:123\xA3");
    row(u" anna\u200B"_s, "\xE2\x80\x9Chorse\xE2\x80\x9D\xC2\xA0 ", u"trimmed"_s, "anna:\"horse\"");
    row(u"a%20b"_s, "h%40%25rse", u"decoded"_s, "a b:h@%rse");
}

void TestAlternatives::bytes()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(QString, id);
    QFETCH(QByteArray, sent);
    const Credentials credentials = typed(user, password);
    Alternative wanted;
    for (const Alternative &one : alternativesFor(credentials, read(basic), true)) {
        if (one.id == id)
            wanted = one;
    }
    QCOMPARE(wanted.id, id);
    QVERIFY2(sentByBasic(credentials, wanted) == sent, "other bytes are sent");
}

void TestAlternatives::noTwoSendTheSame()
{
    for (const QString &user :
         {u"anna"_s, u"ACME\\anna"_s, u"ACME\\anna "_s, u"anna%40acme"_s, u"acme/anna"_s,
          u"anna@acme"_s, u" ACME\\j\u00E4n%20"_s, u"@anna"_s, u"\\anna"_s, u"a\\b@c/d"_s}) {
        for (const QByteArray &password :
             {"horse"_ba, "horse "_ba, "h%41rse"_ba, "h\xC3\xB6rse"_ba, "\xFF"_ba, ""_ba}) {
            const Credentials credentials = typed(user, password);
            QList<QByteArray> seen{sentByBasic(credentials, {})};
            for (const Alternative &one : alternativesFor(credentials, read(basic), true)) {
                const QByteArray sent = sentByBasic(credentials, one);
                QVERIFY2(!seen.contains(sent), qPrintable(user + u' ' + one.id));
                seen.append(sent);
            }
        }
    }
}

void TestAlternatives::nothingWithoutCredentials()
{
    Credentials half;
    half.user = u"ACME\\anna"_s;
    QCOMPARE(ids(alternativesFor(half, read(basic), true)), QStringList());
    QCOMPARE(ids(alternativesFor(typed({}, "horse "), read(basic), true)), QStringList());
    QCOMPARE(spelled(half, {}).user, half.user);
}

void TestAlternatives::misprintedHash()
{
    // The example of RFC 7616 section 3.9.2, as it is printed and as erratum 4897 has it.
    DigestInputs inputs;
    inputs.algorithm = {DigestAlgorithm::Hash::Sha512_256, false};
    inputs.qop = DigestQop::Auth;
    inputs.user = "J\xC3\xA4s\xC3\xB8n Doe";
    inputs.realm = "api@example.org";
    inputs.nonce = "5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK";
    inputs.cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v";
    inputs.nonceCount = 1;
    inputs.method = "GET";
    inputs.uri = "/doe.json";
    const Secret password = Secret::takeUtf8("Secret, or not?"_ba);
    const QByteArray right = digestResponse(inputs, password);
    QCOMPARE(right, "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"_ba);
    QVERIFY(digestUserHash(inputs).startsWith("793263caabb7"));
    inputs.misprintedHash = true;
    QVERIFY(digestResponse(inputs, password).startsWith("ae66e67d6b42"));
    QVERIFY(digestUserHash(inputs).startsWith("488869477bf2"));
    // Of the other algorithms there is one reading only.
    inputs.algorithm.hash = DigestAlgorithm::Hash::Sha256;
    const QByteArray sha256 = digestResponse(inputs, password);
    inputs.misprintedHash = false;
    QCOMPARE(digestResponse(inputs, password), sha256);
}

void TestAlternatives::absoluteUri()
{
    FixedRandom random;
    Digest digest(random);
    const Credentials credentials = typed(u"anna"_s, "horse");
    SignedRequest request{"GET", "/a?b"};
    request.absoluteUri = "http://site.test/a?b";
    const auto asUsual = digest.answer(credentials, read(md5), request);
    QVERIFY(asUsual && asUsual->contains(", uri=\"/a?b\","));
    const auto whole = digest.answer(credentials, read(md5), request, {false, false, true});
    QVERIFY(whole && whole->contains(", uri=\"http://site.test/a?b\","));
    request.absoluteUri.clear();
    const auto connect = digest.answer(credentials, read(md5), request, {false, false, true});
    QVERIFY(connect && connect->contains(", uri=\"/a?b\","));
}

void TestAlternatives::digestInLatin1()
{
    FixedRandom random;
    Digest digest(random);
    const auto value
        = digest.answer(typed(u"j\u00E4n"_s, "horse"), read(md5 + ", charset=\"UTF-8\""),
                        {"GET", "/"}, {true, false, false});
    QVERIFY(value && value->contains("username=\"j\xE4n\","));
    QVERIFY(value && !value->contains("username*"));
}

void TestAlternatives::useAndBack()
{
    FixedRandom random;
    SignIn signIn(typed(u"ACME\\anna"_s, "horse"), AuthChoice::Any, 3, random);
    const auto sent = [&signIn] {
        QByteArray value;
        auto dialogue = signIn.begin(read(basic), {"GET", "/"});
        dialogue->next(read(basic), [&value](Result<AuthLeg> leg) {
            value = leg ? QByteArray::fromBase64(leg->value.mid(6)) : leg.error().code.toLatin1();
        });
        dialogue->settle(AnswerVerdict::Rejected);
        return value.split(':').first();
    };
    QCOMPARE(sent(), "ACME\\anna"_ba);
    const QList<Alternative> others = signIn.alternatives(read(basic), false);
    QCOMPARE(others.size(), 2);
    signIn.use(others.at(1));
    QCOMPARE(signIn.inUse(), others.at(1));
    QCOMPARE(sent(), "anna@ACME"_ba);
    // Whatever is in use, the others are those of what was typed.
    QCOMPARE(signIn.alternatives(read(basic), false), others);
    signIn.use({});
    QCOMPARE(sent(), "ACME\\anna"_ba);
    signIn.use(others.at(0));
    QCOMPARE(sent(), "attempt-limit"_ba);
    QCOMPARE(signIn.budget().attempts().sent, 3);
}

void TestAlternatives::otherSpellingsAreSweptToo()
{
    const Secret secret = Secret::takeUtf8(" Correct%2DHorse\xC2\xA0"_ba);
    const SecretSweep sweep({&secret});
    QVERIFY(sweep.finds("x Correct%2DHorse y"));
    QVERIFY(sweep.finds("x" + QByteArray("Correct%2DHorse").toBase64()));
    QVERIFY(sweep.finds("Correct%2DHorse"_ba.toHex()));
    QVERIFY(sweep.finds(" Correct-Horse\xC2\xA0"));
    QVERIFY(!sweep.finds("Correct Horse"));
}

QTEST_APPLESS_MAIN(TestAlternatives)
#include "tst_alternatives.moc"
