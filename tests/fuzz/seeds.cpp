// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The first inputs of the fuzz targets, out of what the other tests and the practice proxy have:
//     fuzz_seeds SOURCE-FOLDER OUTPUT-FOLDER
#include "model/CaseJson.h"
#include "model/FullCase.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void stop(const QString &says)
{
    std::fprintf(stderr, "fuzz_seeds: %s\n", qPrintable(says));
    std::exit(1);
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        stop(path + u" cannot be read"_s);
    return file.readAll();
}

QJsonDocument json(const QString &path)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(contents(path), &error);
    if (document.isNull())
        stop(path + u": "_s + error.errorString());
    return document;
}

/// Files of `folder` whose names match `pattern`, whole paths in order; at least one.
QStringList files(const QString &folder, const QString &pattern)
{
    QStringList paths;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({pattern}, QDir::Files, QDir::Name))
        paths.append(dir.filePath(name));
    if (paths.isEmpty())
        stop(u"no "_s + pattern + u" in "_s + folder);
    return paths;
}

/// Each text in `value`, however deep, with the object that it is a member of.
void eachText(const QJsonValue &value, const std::function<void(const QString &)> &take)
{
    if (value.isString())
        take(value.toString());
    for (const QJsonValue &item : value.toArray())
        eachText(item, take);
    for (const QJsonValue &member : value.toObject())
        eachText(member, take);
}

void eachObject(const QJsonValue &value, const std::function<void(const QJsonObject &)> &take)
{
    if (value.isObject())
        take(value.toObject());
    for (const QJsonValue &item : value.toArray())
        eachObject(item, take);
    for (const QJsonValue &member : value.toObject())
        eachObject(member, take);
}

class Seeds
{
public:
    Seeds(QString source, QString out)
        : m_source(std::move(source))
        , m_out(std::move(out))
    {
    }

    void make();

private:
    void add(const QString &target, const QByteArray &input);
    void readChallenges();
    void readScenarios();
    void readVectors();
    void addHeads();
    void addCases();
    void addTokens();
    void addTexts();

    QString path(const QString &relative) const { return m_source + u'/' + relative; }

    QString m_source;
    QString m_out;
    QList<QByteArray> m_challenges; ///< values of Proxy-Authenticate
    QList<QByteArray> m_answers; ///< whole answers of proxies
    QList<QByteArray> m_credentials; ///< values of Proxy-Authorization
};

void Seeds::add(const QString &target, const QByteArray &input)
{
    const QString folder = m_out + u'/' + target;
    const QByteArray name = QCryptographicHash::hash(input, QCryptographicHash::Sha1).toHex();
    QFile file(folder + u'/' + QString::fromLatin1(name));
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
        || file.write(input) != input.size())
        stop(file.fileName() + u" cannot be written"_s);
}

void Seeds::readChallenges()
{
    const QJsonArray cases = json(path(u"tests/protocol/data/challenge-cases.json"_s)).array();
    for (const QJsonValue &one : cases) {
        QByteArrayList values;
        for (const QJsonValue &value : one[u"header_values"].toArray())
            values.append(value.toString().toLatin1());
        m_challenges.append(values.join(", "));
    }
}

void Seeds::readScenarios()
{
    for (const QString &file : files(path(u"resources/practice"_s), u"*.json"_s)) {
        eachObject(json(file).object(), [this](const QJsonObject &object) {
            if (!object.contains("line"_L1))
                return;
            QByteArray answer = object["line"_L1].toString().toLatin1() + "\r\n";
            for (const QJsonValue &field : object["fields"_L1].toArray())
                answer += field.toString().toLatin1() + "\r\n";
            m_answers.append(answer + "\r\n" + object["body"_L1].toString().toLatin1());
        });
    }
}

/// Tokens and credentials stand in them as base64 or hexadecimal.
void Seeds::readVectors()
{
    for (const QString &file : files(path(u"tests/auth/data"_s), u"*-vectors.json"_s)) {
        const QJsonDocument document = json(file);
        const auto readText = [this](const QString &text) {
            const QByteArray latin = text.toLatin1();
            for (const QByteArray &bytes :
                 {QByteArray::fromHex(latin), QByteArray::fromBase64(latin)}) {
                if (!bytes.startsWith("NTLMSSP"_ba))
                    continue;
                add(u"ntlm"_s, bytes);
                add(u"negotiate"_s, bytes);
                m_credentials.append("NTLM " + bytes.toBase64());
            }
        };
        const auto readObject = [this](const QJsonObject &object) {
            if (object.contains("credentials"_L1))
                m_credentials.append("Basic " + object["credentials"_L1].toString().toLatin1());
            if (!object.contains("response"_L1) || !object.contains("nonce"_L1))
                return;
            QByteArray digest = "Digest username=\"" + object["user"_L1].toString().toUtf8() + '"';
            for (const char *name : {"realm", "nonce", "uri", "response", "algorithm", "cnonce",
                                     "opaque", "qop", "nc"}) {
                const QString value = object[QLatin1StringView(name)].toString();
                if (!value.isEmpty())
                    digest += ", " + QByteArray(name) + "=\"" + value.toUtf8() + '"';
            }
            m_credentials.append(digest);
        };
        const QJsonValue root
            = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        eachText(root, readText);
        eachObject(root, readObject);
    }
}

void Seeds::addHeads()
{
    for (const QByteArray &value : std::as_const(m_challenges)) {
        const QByteArray head = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
            + value + "\r\nContent-Length: 0\r\n\r\n";
        add(u"challenge"_s, value);
        add(u"digest_answer"_s, value + QByteArray("\0/x?y", 5));
        add(u"head_reader"_s, QByteArray("\0\x10", 2) + head);
        add(u"masking"_s, head);
    }
    for (const QByteArray &answer : std::as_const(m_answers)) {
        for (const char options : {'\0', '\1', '\2', '\7'})
            add(u"head_reader"_s, QByteArray(1, options) + '\x07' + answer);
        add(u"masking"_s, answer);
        add(u"port_guess"_s, answer);
    }
    for (const QByteArray &value : std::as_const(m_credentials)) {
        const QByteArray fields = "Host: www.example:8080\r\nProxy-Authorization: " + value
            + "\r\nContent-Length: 3\r\n\r\nabc";
        for (const char *line :
             {"GET http://dev:secret@www.example/x?y HTTP/1.1\r\n",
              "CONNECT [2001:db8::1]:443 HTTP/1.1\r\n", "POST /form HTTP/1.0\r\n"}) {
            add(u"masking"_s, line + fields);
            add(u"practice_request"_s, line + fields);
        }
    }
    for (const QByteArray &field :
         {"Cookie: a=b; c=d"_ba, "Set-Cookie: sid=abc; Path=/; HttpOnly"_ba, "X-Api-Key: abcdef"_ba,
          "Proxy-Authentication-Info: rspauth=\"abc\", cnonce=\"d\", nc=00000001, qop=auth"_ba,
          "Location: http://a:b@c:1/d"_ba, "Via: 1.1 proxy\r\n folded: yes"_ba})
        add(u"masking"_s, "GET / HTTP/1.1\r\n" + field + "\r\n\r\n");
    for (
        const QByteArray &answer :
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n"_ba,
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore"_ba,
         "HTTP/1.0 200 Connection established\r\n\r\n\x16\x03\x01"_ba,
         "\r\nHTTP/1.1 204\nA: b\n c\n\n"_ba, "HTTP/1.1 304 Not Modified\r\n\r\n"_ba,
         "HTTP/1.1 101 Switching\r\nConnection: close\r\n\r\n"_ba, "SSH-2.0-x\r\n"_ba}) {
        for (const char options : {'\0', '\2', '\4', '\5'})
            add(u"head_reader"_s, QByteArray(1, options) + '\x03' + answer);
    }
}

void Seeds::addCases()
{
    pt::Case full = pt::test::fullCase();
    const auto addCase = [this](const pt::Case &value) {
        add(u"case_json"_s, QJsonDocument(pt::caseToJson(value)).toJson(QJsonDocument::Compact));
    };
    addCase(full);
    addCase({});
    if (full.exchanges.isEmpty())
        stop(u"a full Case has exchanges"_s);
    // Small ones, which change more easily into something else.
    pt::Case small;
    small.exchanges.append(full.exchanges.first());
    small.exchanges.first().tls.reset();
    for (const QByteArray &answer : std::as_const(m_answers)) {
        const qsizetype end = answer.indexOf("\r\n\r\n") + 4;
        small.exchanges.first().response.head = answer.first(end);
        small.exchanges.first().response.body = answer.sliced(end);
        addCase(small);
    }
}

void Seeds::addTokens()
{
    const QByteArray ticket = QByteArray::fromBase64(
        contents(path(u"tests/protocol/data/spnego-init.txt"_s)).trimmed());
    if (ticket.size() < 100)
        stop(u"spnego-init.txt has no token"_s);
    add(u"negotiate"_s, ticket);
    // NegTokenResp of RFC 4178 with Kerberos, a KRB-ERROR, NegTokenInit with NTLM, small ones by
    // hand.
    for (const char *hex :
         {"a1143012a0030a0100a10b06092a864886f712010202", "a10730050a0300010200",
          "a1073005a0030a0102",
          "602c06062b0601050502a0223020a01e301c060a2b06010401823702020a060a2b06010401823702021e0602"
          "2a03",
          "7e3a3038a003020105a10302011ea411180f32303236303130323033303430355aa505020300ffffa6030201"
          "25"
          "a90a1b084c41422e54455354ab061b04736b6577"})
        add(u"negotiate"_s, QByteArray::fromHex(hex));

    // The three messages of NTLM, of one sign-in that never was.
    for (const char *hex :
         {"4e544c4d5353500001000000078208a2000000000000000000000000000000000a00614a0000000f",
          "4e544c4d53535000020000000600060038000000058289a2efcdab896745230100000000000000005400"
          "54003e0000000a00614a0000000f44004f004d000200060044004f004d00010006005300520056000400"
          "100064006f006d002e007400650073007400030018007300720076002e0064006f006d002e0074006500"
          "7300740007000800000000000000000000000000",
          "4e544c4d535350000300000018001800580000006a006a007000000006000600da00000006000600e000"
          "000004000400e600000010001000ea000000058289e20a00614a0000000feeeeeeeeeeeeeeeeeeeeeeee"
          "eeeeeeee000000000000000000000000000000000000000000000000aaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          "aaaa01010000000000000000000000000000cccccccccccccccc000000000200060044004f004d000600"
          "0400020000000a0010000000000000000000000000000000000009000c0048005400540050002f007000"
          "000000000000000044004f004d0064006500760050004300dddddddddddddddddddddddddddddddd"}) {
        add(u"ntlm"_s, QByteArray::fromHex(hex));
        m_credentials.append("NTLM " + QByteArray::fromHex(hex).toBase64());
    }

    const auto message = [this](int kind, const QByteArray &hex) {
        add(u"socks"_s, QByteArray(1, char(kind)) + QByteArray::fromHex(hex));
    };
    message(0, "05020002");
    message(1, "05ff");
    message(2, "0103646576067365637265");
    message(2, "010364657603616263");
    message(3, "0101");
    message(4, "050100030b6578616d706c652e636f6d01bb");
    message(4, "05010001c00002010050");
    message(5, "050000010000000000000000");
    message(5, "0500000420010db8000000000000000000000001d431");
    message(6, "040101bb00000001646576006578616d706c652e636f6d00");
    message(6, "04010050c000020100");
    message(7, "005a000000000000");
}

void Seeds::addTexts()
{
    for (const QByteArray &text :
         {"http://dev:secret@proxy.example:3128/x"_ba, "dev:pa/ss@proxy.example:8080"_ba,
          "curl -x http://a:b@c:1 --proxy-user \"dev:secret\" -U a:b http://d/"_ba,
          "Proxy-Authorization: Basic ZGV2OnNlY3JldA=="_ba, "http://[fe80::1%25eth0]:8080/?a@b"_ba,
          "socks5h://us%40er:p%3Ass@[2001:db8::1]:1080 https://other@host"_ba})
        add(u"user_info"_s, text);
    for (const QByteArray &text :
         {"SSH-2.0-OpenSSH_9.2\r\n"_ba, "220 mail ESMTP\r\n"_ba, "220 ftp FTP\r\n"_ba,
          "+OK pop\r\n"_ba, "* OK IMAP\r\n"_ba, "ICY 200 OK\r\n"_ba, "RFB 003.008\n"_ba,
          "PRI * HTTP/2.0\r\n"_ba, "<!doctype html>"_ba,
          "function FindProxyForURL(url, host) { return \"DIRECT\"; }"_ba,
          QByteArray::fromHex("15030100020246"), QByteArray::fromHex("1603010005"),
          QByteArray::fromHex("0500"), QByteArray::fromHex("005a000000000000"),
          QByteArray::fromHex("000006040000000000000300000064"), QByteArray::fromHex("fffd18")})
        add(u"port_guess"_s, text);
}

void Seeds::make()
{
    readChallenges();
    readScenarios();
    readVectors();
    addTokens();
    addHeads();
    addCases();
    addTexts();
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3)
        stop(u"usage: fuzz_seeds SOURCE-FOLDER OUTPUT-FOLDER"_s);
    Seeds(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2])).make();
    return 0;
}
