// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ProfileStore.h"

#include "protocol/UserInfo.h"

#include <QCoreApplication>
#include <QSettings>
#include <QUuid>

namespace pt {

namespace {

constexpr int formatVersion = 1;

QString versionKey()
{
    return QStringLiteral("profiles/version");
}

QString orderKey()
{
    return QStringLiteral("profiles/order");
}

QString secretIdsKey()
{
    return QStringLiteral("profiles/secretIds");
}

QString signInKeyIdKey()
{
    return QStringLiteral("profiles/signInKeyId");
}

QString entryKey(const QString &id, const char *name = "")
{
    return QStringLiteral("profiles/entries/") + id + u'/' + QLatin1StringView(name);
}

QString markGroup(const QString &id, const QString &name)
{
    return entryKey(id, "remembered/") + name + u'/';
}

// Also keeps path separators, and so other people's settings and keychain items, out of reach.
bool isId(const QString &id)
{
    return !id.isEmpty() && id == QUuid(id).toString(QUuid::WithoutBraces);
}

// A password in a target would lie open in the settings.
QString withoutPassword(const QString &address)
{
    const auto userInfo = findUserInfo(address);
    if (!userInfo || userInfo->colon < 0)
        return address;
    return address.left(userInfo->start) + address.mid(userInfo->at + 1);
}

tl::unexpected<Failure> cannotSave(const QString &detail)
{
    return fail(QStringLiteral("profile.cannot-save"), QStringLiteral("save the profile"), detail);
}

} // namespace

ProfileStore::ProfileStore(QSettings &settings)
    : m_settings(settings)
{
}

QList<Profile> ProfileStore::profiles() const
{
    QList<Profile> found;
    for (const QString &id : order()) {
        if (auto profile = read(id))
            found.append(*std::move(profile));
    }
    return found;
}

std::optional<Profile> ProfileStore::find(const QString &idOrName) const
{
    const QList<Profile> all = profiles();
    for (const Profile &profile : all) {
        if (profile.id == idOrName)
            return profile;
    }
    for (const Profile &profile : all) {
        if (profile.name.compare(idOrName, Qt::CaseInsensitive) == 0)
            return profile;
    }
    return std::nullopt;
}

Result<Profile> ProfileStore::save(Profile profile)
{
    if (isNewer())
        return cannotSave(QCoreApplication::translate(
            "pt::ProfileStore", "The saved profiles belong to a newer version of this program."));
    if (profile.id.isEmpty())
        profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!isId(profile.id))
        return cannotSave(QCoreApplication::translate("pt::ProfileStore",
                                                      "The profile has no valid identifier."));
    if (profile.endpoint.host.isEmpty() || profile.endpoint.host.contains(u'@'))
        return cannotSave(QCoreApplication::translate(
            "pt::ProfileStore", "Enter the name or address of the proxy before saving."));
    if (profile.name.trimmed().isEmpty())
        profile.name = profile.endpoint.authority();
    for (QString &target : profile.targets)
        target = withoutPassword(target);

    QStringList ids = order();
    ids.removeAll(profile.id);
    ids.prepend(profile.id);
    m_settings.setValue(versionKey(), formatVersion);
    m_settings.setValue(orderKey(), ids);
    m_settings.setValue(entryKey(profile.id, "name"), profile.name);
    m_settings.setValue(entryKey(profile.id, "scheme"), toString(profile.endpoint.scheme));
    m_settings.setValue(entryKey(profile.id, "host"), profile.endpoint.host);
    m_settings.setValue(entryKey(profile.id, "port"), profile.endpoint.port);
    m_settings.setValue(entryKey(profile.id, "user"), profile.user);
    m_settings.setValue(entryKey(profile.id, "domain"), profile.domain);
    m_settings.setValue(entryKey(profile.id, "targets"), profile.targets);
    m_settings.setValue(entryKey(profile.id, "auth"), toString(profile.auth));
    m_settings.setValue(entryKey(profile.id, "secretStored"), profile.secretStored);
    if (profile.secretStored)
        rememberSecretId(profile.id);
    else
        m_settings.remove(markGroup(profile.id, QStringLiteral("stored")).chopped(1));
    m_settings.sync();
    if (m_settings.status() != QSettings::NoError)
        return cannotSave(QCoreApplication::translate("pt::ProfileStore",
                                                      "The settings file cannot be written: %1")
                              .arg(m_settings.fileName()));
    return profile;
}

void ProfileStore::remove(const QString &id)
{
    if (isNewer() || !isId(id))
        return;
    QStringList ids = order();
    ids.removeAll(id);
    m_settings.setValue(orderKey(), ids);
    m_settings.remove(QStringLiteral("profiles/entries/") + id);
    m_settings.sync();
}

void ProfileStore::writeMark(const QString &group, const SignInMark &mark)
{
    const auto set = [&](const char *name, const QVariant &value) {
        m_settings.setValue(group + QLatin1StringView(name), value);
    };
    set("utc", mark.utc.toUTC().toString(Qt::ISODateWithMs));
    set("proxyScheme", toString(mark.proxy.scheme));
    set("host", mark.proxy.host);
    set("port", mark.proxy.port);
    set("user", mark.user);
    set("domain", mark.domain);
    set("scheme", mark.scheme);
    set("hash", QString::fromLatin1(mark.hash.toHex()));
}

std::optional<SignInMark> ProfileStore::readMark(const QString &group) const
{
    const auto text = [&](const char *name) {
        return m_settings.value(group + QLatin1StringView(name)).toString();
    };
    const auto proxyScheme = parseProxyScheme(text("proxyScheme"));
    bool isNumber = false;
    const uint port = text("port").toUInt(&isNumber);
    SignInMark mark;
    mark.utc = QDateTime::fromString(text("utc"), Qt::ISODateWithMs);
    mark.hash = QByteArray::fromHex(text("hash").toLatin1());
    if (!proxyScheme || !isNumber || port > 65535 || !mark.utc.isValid() || mark.hash.size() != 32)
        return std::nullopt;
    mark.proxy = {*proxyScheme, text("host"), quint16(port)};
    mark.user = text("user");
    mark.domain = text("domain");
    mark.scheme = text("scheme");
    return mark;
}

SignInMarks ProfileStore::signInMarks(const QString &id) const
{
    SignInMarks marks;
    if (isNewer() || !isId(id))
        return marks;
    marks.keyId = m_settings.value(entryKey(id, "remembered/keyId")).toString();
    if (!isId(marks.keyId))
        return {};
    for (int i = 0; i < SignInMarks::most; ++i) {
        if (auto mark = readMark(markGroup(id, QString::number(i))))
            marks.accepted.append(*std::move(mark));
    }
    marks.stored = readMark(markGroup(id, QStringLiteral("stored")));
    return marks;
}

void ProfileStore::setSignInMarks(const QString &id, const SignInMarks &marks)
{
    if (isNewer() || !isId(id) || !read(id))
        return;
    m_settings.remove(entryKey(id, "remembered"));
    if (!marks.isEmpty() && isId(marks.keyId)) {
        m_settings.setValue(entryKey(id, "remembered/keyId"), marks.keyId);
        const qsizetype count = qMin(marks.accepted.size(), SignInMarks::most);
        for (qsizetype i = 0; i < count; ++i)
            writeMark(markGroup(id, QString::number(i)), marks.accepted.at(i));
        if (marks.stored)
            writeMark(markGroup(id, QStringLiteral("stored")), *marks.stored);
    }
    m_settings.sync();
}

QString ProfileStore::signInKeyId() const
{
    const QString id = m_settings.value(signInKeyIdKey()).toString();
    return !isNewer() && isId(id) ? id : QString();
}

void ProfileStore::setSignInKeyId(const QString &id)
{
    if (isNewer() || (!id.isEmpty() && !isId(id)))
        return;
    if (id.isEmpty())
        m_settings.remove(signInKeyIdKey());
    else
        m_settings.setValue(signInKeyIdKey(), id);
    m_settings.sync();
}

QStringList ProfileStore::secretIds() const
{
    QStringList ids = m_settings.value(secretIdsKey()).toStringList();
    ids.removeIf([](const QString &id) { return !isId(id); });
    ids.removeDuplicates();
    return ids;
}

void ProfileStore::rememberSecretId(const QString &id)
{
    QStringList ids = secretIds();
    if (!isId(id) || ids.contains(id))
        return;
    ids.append(id);
    m_settings.setValue(secretIdsKey(), ids);
    m_settings.sync();
}

void ProfileStore::forgetSecretId(const QString &id)
{
    QStringList ids = secretIds();
    if (ids.removeAll(id) == 0)
        return;
    m_settings.setValue(secretIdsKey(), ids);
    if (!isNewer() && read(id)) {
        m_settings.setValue(entryKey(id, "secretStored"), false);
        m_settings.remove(markGroup(id, QStringLiteral("stored")).chopped(1));
    }
    m_settings.sync();
}

bool ProfileStore::isNewer() const
{
    return m_settings.value(versionKey(), formatVersion).toInt() > formatVersion;
}

QStringList ProfileStore::order() const
{
    if (isNewer())
        return {};
    QStringList ids = m_settings.value(orderKey()).toStringList();
    ids.removeIf([](const QString &id) { return !isId(id); });
    // Entries that a damaged order forgot come last.
    m_settings.beginGroup(QStringLiteral("profiles/entries"));
    ids += m_settings.childGroups();
    m_settings.endGroup();
    ids.removeDuplicates();
    return ids;
}

std::optional<Profile> ProfileStore::read(const QString &id) const
{
    if (!isId(id))
        return std::nullopt;
    const auto text
        = [&](const char *name) { return m_settings.value(entryKey(id, name)).toString(); };
    const auto scheme = parseProxyScheme(text("scheme"));
    const auto auth = parseAuthChoice(text("auth"));
    bool isNumber = false;
    const uint port = text("port").toUInt(&isNumber);
    Profile profile;
    profile.id = id;
    profile.endpoint.host = text("host");
    if (!scheme || !auth || !isNumber || port > 65535 || profile.endpoint.host.isEmpty())
        return std::nullopt;
    profile.endpoint.scheme = *scheme;
    profile.endpoint.port = quint16(port);
    profile.auth = *auth;
    profile.name = text("name").isEmpty() ? profile.endpoint.authority() : text("name");
    profile.user = text("user");
    profile.domain = text("domain");
    profile.targets = m_settings.value(entryKey(id, "targets")).toStringList();
    profile.secretStored = m_settings.value(entryKey(id, "secretStored")).toBool();
    return profile;
}

} // namespace pt
