// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/Bundle.h"

#include "auth/SecretSweep.h"
#include "diagnosis/Diagnose.h"
#include "report/ExchangeText.h"
#include "report/HtmlReport.h"
#include "report/Redaction.h"
#include "report/RedactionText.h"
#include "report/ResultJson.h"

#include <QJsonDocument>
#include <QSaveFile>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

struct FreeWriter
{
    void operator()(archive *a) const { archive_write_free(a); }
};
struct FreeEntry
{
    void operator()(archive_entry *e) const { archive_entry_free(e); }
};

la_ssize_t appendTo(archive *, void *target, const void *bytes, std::size_t size)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(bytes), qsizetype(size));
    return la_ssize_t(size);
}

std::optional<QString> entryWithSecret(const Bundle &bundle, const SecretSweep &sweep)
{
    for (const BundleEntry &entry : bundle.entries) {
        if (sweep.finds(entry.bytes))
            return entry.name;
        if (sweep.finds(entry.name.toUtf8()))
            return u"(name)"_s;
    }
    return std::nullopt;
}

tl::unexpected<Failure> secretFound(const QString &where)
{
    return fail(u"bundle.secret-found"_s, u"make a bundle"_s, where);
}

tl::unexpected<Failure> cannotZip(archive *a)
{
    const char *text = archive_error_string(a);
    return fail(u"bundle.cannot-write"_s, u"make a zip"_s,
                text ? QString::fromUtf8(text) : QString());
}

} // namespace

Result<Bundle> makeBundle(const Case &value, const QList<const Secret *> &secrets,
                          const QDateTime &utc)
{
    const Redacted safe = redacted(value);
    // Findings quote the Case and point into it, so they are made anew from what is left.
    const Diagnosis diagnosis = diagnose(safe.value);
    const SecretSweep sweep(secrets);

    Bundle bundle;
    bundle.entries.append({u"report.html"_s, htmlReport(safe.value, diagnosis)});
    bundle.entries.append(
        {u"case.json"_s, QJsonDocument(resultToJson(safe.value, diagnosis)).toJson()});
    bundle.entries.append({u"exchange.txt"_s, exchangeText(safe.value, diagnosis).toUtf8()});
    bundle.entries.append(
        {u"REDACTION.txt"_s, redactionText(safe.log, sweep.unsweepable(), utc).toUtf8()});
    if (const auto name = entryWithSecret(bundle, sweep))
        return secretFound(*name);
    return bundle;
}

Result<QByteArray> zipBundle(const Bundle &bundle, const QList<const Secret *> &secrets)
{
    const SecretSweep sweep(secrets);
    // Compression hides what is inside, so the entries are searched here once more.
    if (const auto name = entryWithSecret(bundle, sweep))
        return secretFound(*name);

    QByteArray zip;
    {
        const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
        archive *const a = writer.get();
        if (!a || archive_write_set_format_zip(a) < ARCHIVE_WARN
            || archive_write_set_options(a, "zip:compression=deflate") < ARCHIVE_WARN
            || archive_write_set_bytes_in_last_block(a, 1) < ARCHIVE_WARN
            || archive_write_open(a, &zip, nullptr, appendTo, nullptr) != ARCHIVE_OK) {
            return cannotZip(a);
        }
        for (const BundleEntry &entry : bundle.entries) {
            // No time, owner or group is set: zip then holds 1980-01-01 whatever the time zone, and
            // zeroes.
            const std::unique_ptr<archive_entry, FreeEntry> header(archive_entry_new());
            archive_entry_set_pathname(header.get(), entry.name.toLatin1().constData());
            archive_entry_set_filetype(header.get(), AE_IFREG);
            archive_entry_set_perm(header.get(), 0644);
            archive_entry_set_size(header.get(), entry.bytes.size());
            if (archive_write_header(a, header.get()) != ARCHIVE_OK)
                return cannotZip(a);
            if (archive_write_data(a, entry.bytes.constData(), std::size_t(entry.bytes.size()))
                != la_ssize_t(entry.bytes.size())) {
                return cannotZip(a);
            }
        }
        if (archive_write_close(a) != ARCHIVE_OK)
            return cannotZip(a);
    }
    if (sweep.finds(zip))
        return secretFound(u"(zip)"_s);
    return zip;
}

Result<qint64> saveBundle(const QString &fileName, const QByteArray &zip)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(zip) != zip.size() || !file.commit())
        return fail(u"bundle.cannot-write"_s, u"save a bundle"_s, file.errorString());
    return zip.size();
}

} // namespace pt
