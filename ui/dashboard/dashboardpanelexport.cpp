// SPDX-License-Identifier: GPL-3.0-or-later
// Writing charts of the dashboard to files.
#include "core/base/outfile.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/samplescsv.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/text/format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileDialog>
#include <QPixmap>
#include <QPointer>
#include <QThreadPool>

namespace dashboard {
namespace {

QString errorWords(const base::FileError &error)
{
    return error.detail.isEmpty() ? DashboardPanel::tr("something that is no file has that name") : error.detail;
}

} // namespace

void DashboardPanel::askExport(charts::LiveChart *chart)
{
    auto *const dialog = new QFileDialog(
        QWidget::window(), tr("Export chart"), {}, tr("Picture (*.png);;Samples in view (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("csv")) ? QStringLiteral("csv") : QStringLiteral("png"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, chart = QPointer(chart)](const QString &file) {
        if (chart)
            exportChart(chart, file);
    });
    dialog->open();
}

void DashboardPanel::exportChart(charts::LiveChart *chart, const QString &file)
{
    std::vector<charts::NamedView> series;
    QImage picture;
    if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) {
        for (std::size_t i = 0; i < chart->curves().size(); ++i) {
            const charts::CurveSpec &curve = chart->curves()[i];
            if (chart->legend().isShown(i))
                series.push_back({curve.name.isEmpty() ? chart->field() : curve.name, m_store->view(curve.id)});
        }
    } else {
        picture = chart->grab().toImage();
    }
    // Compressing and writing take what they take: not here.
    QThreadPool::globalInstance()->start([panel = QPointer(this), file, series, picture, from = m_window.begin(m_now()), to = m_window.end(m_now()) + 1] {
        QByteArray bytes;
        if (picture.isNull()) {
            bytes = charts::samplesCsv(series, from, to);
        } else {
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            picture.save(&buffer, "PNG");
        }
        const auto written = base::writeWhole(file, bytes);
        const QString error = written ? QString() : errorWords(written.error());
        QMetaObject::invokeMethod(qApp, [panel, file, error] {
            if (!panel)
                return;
            emit panel->exported(file, error);
            emit panel->noticeRaised(error.isEmpty() ? tr("Exported to %1").arg(text::plain(file, 120))
                                                     : tr("Not exported to %1: %2").arg(text::plain(file, 120), error));
        }, Qt::QueuedConnection);
    });
}

} // namespace dashboard
