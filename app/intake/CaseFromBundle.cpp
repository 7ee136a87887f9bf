// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/CaseFromBundle.h"

#include "model/CaseJson.h"

#include <QJsonDocument>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

constexpr int mostEntries = 64;
constexpr qint64 largestUnpacked = 64 * 1024 * 1024;
constexpr qint64 largestRatio = 200;
constexpr qint64 ratioCountsFrom = 1024 * 1024; ///< below it a high ratio harms nobody
constexpr qsizetype longestName = 255;

struct CloseArchive
{
    void operator()(archive *a) const { archive_read_free(a); }
};
using ReadArchive = std::unique_ptr<archive, CloseArchive>;

tl::unexpected<Failure> refuse(const QString &code, const QString &detail = {})
{
    return fail(code, u"read a bundle"_s, detail);
}

QString errorOf(archive *a)
{
    const char *text = archive_error_string(a);
    return text ? QString::fromUtf8(text) : QString();
}

/// Nothing is unpacked to disk, but a name such as these has no place in an honest bundle.
bool isHarmlessName(const QString &name)
{
    if (name.isEmpty() || name.size() > longestName || name.startsWith(u'/') || name.contains(u'\\')
        || name.contains(u':'))
        return false;
    if (std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.unicode() < 0x20; }))
        return false;
    const QStringList parts = name.split(u'/');
    return !parts.contains(u".."_s) && !parts.contains(u"."_s);
}

bool isHarmlessKind(archive_entry *entry)
{
    if (archive_entry_symlink(entry) || archive_entry_hardlink(entry))
        return false;
    const auto type = archive_entry_filetype(entry);
    return type == AE_IFREG || type == AE_IFDIR || type == 0;
}

} // namespace

bool looksLikeBundle(QByteArrayView bytes)
{
    return bytes.startsWith("PK\x03\x04") || bytes.startsWith("PK\x05\x06");
}

Result<Case> caseFromBundle(const QByteArray &zip)
{
    if (!looksLikeBundle(zip))
        return refuse(u"bundle.not-a-zip"_s);
    if (zip.size() > largestUnpacked)
        return refuse(u"bundle.too-large"_s);
    const ReadArchive reader(archive_read_new());
    if (!reader || archive_read_support_format_zip(reader.get()) != ARCHIVE_OK)
        return refuse(u"bundle.not-a-zip"_s, u"no zip reader"_s);
    if (archive_read_open_memory(reader.get(), zip.constData(), std::size_t(zip.size()))
        != ARCHIVE_OK)
        return refuse(u"bundle.not-a-zip"_s, errorOf(reader.get()));

    const qint64 bound
        = std::min(largestUnpacked, std::max(ratioCountsFrom, zip.size() * largestRatio));
    std::optional<QByteArray> json;
    qint64 unpacked = 0;
    for (int count = 0;; ++count) {
        archive_entry *entry = nullptr;
        const int state = archive_read_next_header(reader.get(), &entry);
        if (state == ARCHIVE_EOF)
            break;
        if (state != ARCHIVE_OK)
            return refuse(u"bundle.bad-entry"_s, errorOf(reader.get()));
        if (count >= mostEntries)
            return refuse(u"bundle.too-large"_s);
        const char *utf8 = archive_entry_pathname_utf8(entry);
        const QString name = QString::fromUtf8(utf8 ? utf8 : archive_entry_pathname(entry));
        if (!isHarmlessName(name) || !isHarmlessKind(entry))
            return refuse(u"bundle.bad-entry"_s, name.left(longestName));
        const bool isCase = name == u"case.json"_s;
        if (isCase && json)
            return refuse(u"bundle.bad-entry"_s,
                          name); // two of them: which one is shown is anybody's guess
        if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > bound)
            return refuse(u"bundle.too-large"_s, name);

        QByteArray bytes;
        while (true) {
            char block[16 * 1024];
            const la_ssize_t got = archive_read_data(reader.get(), block, sizeof block);
            if (got == 0)
                break;
            if (got < 0)
                return refuse(u"bundle.bad-entry"_s, errorOf(reader.get()));
            unpacked += got;
            if (unpacked > bound)
                return refuse(u"bundle.too-large"_s, name);
            if (isCase)
                bytes.append(block, got);
        }
        if (isCase)
            json = bytes;
    }
    if (!json)
        return refuse(u"bundle.no-case"_s);

    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*json, &error);
    if (!document.isObject())
        return fail(u"case-json.type"_s, u"read a case"_s, error.errorString());
    return caseFromJson(document.object());
}

} // namespace pt
