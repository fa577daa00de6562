// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestatus.h"
#include "core/metrics/runmetrics.h"
#include "core/reports/reportwords.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace reports {

//! What the system's kernel knew of the last stream.
struct KernelFigures
{
    double roundTripNs = 0; //!< As TCP measures it.
    double roundTripVariationNs = 0;
    quint64 retransmits = 0;
    quint64 deliveryRate = 0; //!< Bytes each second; 0: not known.
};

//! Who was spoken to and what both ends agreed on; texts are foreign.
struct EndpointFacts
{
    QString peer{}; //!< Address and port.
    QString tls{}; //!< Version; empty: none.
    QString cipher{};
    QString certificate{}; //!< Whose it is.
    qint64 certificateUntilNs = 0; //!< Since 1970 UTC; 0: none.
    QString certificateSha256{};
    bool certificateException = false; //!< It was accepted only because the person said so.
    QString subprotocol{};
    QString compression{}; //!< What was agreed, as on the wire; empty: none.
    std::optional<KernelFigures> kernel{}; //!< Of the last stream.
};

//! All that a report tells of one connection's run; a value.
struct ReportInput
{
    QString url; //!< Already redacted.
    std::shared_ptr<const metrics::RunMetrics> run = std::make_shared<const metrics::RunMetrics>(); //!< Never null.
    capture::CaptureStatus capture;
    std::optional<EndpointFacts> endpoint; //!< Not known from a capture.
    qint64 startedWallNs = 0; //!< Since 1970 UTC; the first row, if there is one.
    double durationS = 0; //!< Until the last row.
    QStringList summary; //!< Sentences, in the person's language.
    QStringList verdicts; //!< Why sessions ended, the same way; the newest last.
    ReportWords words;

    //! The time that \a metrics cover becomes that of the report, so that a capture gives the same one as its live run.
    void setRun(std::shared_ptr<const metrics::RunMetrics> metrics)
    {
        run = std::move(metrics);
        if (run->rows == 0)
            return;
        startedWallNs = run->beganNs;
        durationS = static_cast<double>(run->endedNs - run->beganNs) / 1e9;
    }
};

} // namespace reports
